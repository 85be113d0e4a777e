namespace Pawl.Web.Access;

/// <summary>How much one client may ask for. Generous for people and scripts; what they stop is a flood.</summary>
public sealed record RequestLimits
{
    /// <value>Bytes of a request body; 1 MiB.</value>
    public int BodyBytes { get; init; } = 1 << 20;

    /// <value>Tokens that one address may offer at sign-in within <see cref="SignInWindow"/>; 10.</value>
    public int SignInAttempts { get; init; } = 10;

    public TimeSpan SignInWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <value>Requests at once of one session or token, and as many again every four seconds; 2,000. A page asks for a part ten times a second at most.</value>
    public int Requests { get; init; } = 2_000;

    /// <value>The same for requests that change something; 200.</value>
    public int Changes { get; init; } = 200;

    /// <value>The same for one address that is not signed in; 400.</value>
    public int AnonymousRequests { get; init; } = 400;

    /// <value>Open streams of live events of one session or token; 24. Each page holds one.</value>
    public int Streams { get; init; } = 24;

    /// <value>Refused requests of one client that are written to the audit, a minute; 20.</value>
    public int AuditedRefusals { get; init; } = 20;

    /// <value>How often a request that lasts is checked again, so that a stream ends soon after its session; 10 s.</value>
    public TimeSpan Recheck { get; init; } = TimeSpan.FromSeconds(10);
}
