import { inject } from 'vitest';

process.env['SHAPAN_TEST_DATABASE_URL'] = inject('systemPostgres');
