namespace Pawl.Runs.Store;

/// <summary>The database's times: Unix milliseconds, UTC.</summary>
internal static class UnixTime
{
    public static long Now(TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? AtOrNull(long? milliseconds) => milliseconds is { } value ? At(value) : null;
}
