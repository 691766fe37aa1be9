-- A key is asked for in the workspace that its request names: nothing ever read where else it might belong.

DROP TABLE api_key_directory;
