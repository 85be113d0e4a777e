namespace Pawl.Runs.Logs;

/// <summary>How long a search may take, counted from now.</summary>
internal sealed class LogTimeLimit(TimeSpan limit, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public bool IsOver => time.GetElapsedTime(_start) >= limit;
}
