namespace Pawl.Runs.Workers;

/// <summary>How a worker works. The defaults suit one machine and several alike.</summary>
public sealed record WorkerOptions
{
    /// <value>Attempts at a time, at least 1. Default 1: one training wants all cores.</value>
    public int Concurrency { get; init; } = 1;

    /// <value>Compute threads of all its hosts together, at least 1. Default: as many as this process may use processors.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>An even share of <see cref="Threads"/>: hosts that each took all cores would only wait for one another.</summary>
    internal int ThreadsOfHost => Math.Max(1, Threads / Concurrency);

    /// <value>How often the lease is renewed. 5 s: two renewals may fail before the lease of 15 s expires.</value>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <value>How often the database is asked for work and for cancels. 200 ms: not felt by a person, nothing for SQLite.</value>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <value>How often other workers' attempts are looked at for a death. 2 s.</value>
    public TimeSpan Recovery { get; init; } = TimeSpan.FromSeconds(2);

    /// <value>Longest time from the start of a host to its <c>hello</c>. 30 s covers a cold, loaded machine.</value>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <value>Time a host has to exit after its terminal frame or the end of its connection. 10 s.</value>
    public TimeSpan ExitLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <value>Time the frames and output of an exited host may take to arrive. 3 s; they wait in kernel buffers by then.</value>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <value>Longest time a log line waits for others before it is written. 150 ms.</value>
    public TimeSpan LogInterval { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <value>Lines that are written at once without waiting. 40, at least 1.</value>
    public int LogLines { get; init; } = 40;
}
