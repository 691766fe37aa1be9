/** A project file in few words. */
export interface SaidTask {
  readonly uid: number;
  readonly name: string;
  readonly level?: number;
  readonly summary?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly duration?: string;
  readonly more?: string;
  /** UID, type, lag in tenths of a minute, format. */
  readonly after?: readonly (readonly [number, number, number, number])[];
}

export function projectXml(tasks: readonly SaidTask[], more = '', title = 'Rollout'): Buffer {
  const said = tasks.map(
    ({
      uid,
      name,
      level = 1,
      summary,
      from,
      to,
      duration = 'PT8H0M0S',
      more: own = '',
      after = [],
    }) => `<Task>
<UID>${uid}</UID><ID>${uid}</ID><Name>${name}</Name><OutlineLevel>${level}</OutlineLevel>
${from ? `<Start>${from}T08:00:00</Start>` : ''}${to ? `<Finish>${to}T17:00:00</Finish>` : ''}
<Duration>${duration}</Duration><DurationFormat>7</DurationFormat><Summary>${summary ? 1 : 0}</Summary>${own}
${after.map(([before, type, lag, format]) => `<PredecessorLink><PredecessorUID>${before}</PredecessorUID><Type>${type}</Type><CrossProject>0</CrossProject><LinkLag>${lag}</LinkLag><LagFormat>${format}</LagFormat></PredecessorLink>`).join('')}
</Task>`,
  );
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><Title>${title}</Title><MinutesPerDay>480</MinutesPerDay>
<Tasks>${said.join('')}</Tasks>${more}</Project>`);
}
