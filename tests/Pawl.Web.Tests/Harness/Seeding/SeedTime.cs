namespace Pawl.Web.Tests.Harness.Seeding;

/// <summary>The clock of a seed: stands at a moment of the past until it is moved, so that runs have histories.</summary>
internal sealed class SeedTime(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;

    public void Pass(TimeSpan span) => Now += span;

    /// <summary>Goes to a moment, forwards only: ids and events are in order of time.</summary>
    public void GoTo(DateTimeOffset moment) => Now = moment > Now ? moment : Now;
}
