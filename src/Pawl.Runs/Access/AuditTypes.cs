namespace Pawl.Runs.Access;

/// <summary>Every type of audit entry of access itself, and what its data holds.</summary>
public static class AuditTypes
{
    /// <summary>Data: <c>session</c>, <c>token</c>, <c>address</c>, <c>replaced</c> (the session it took the place of, or null).</summary>
    public const string SignedIn = "session.signed_in";

    /// <summary>Data: <c>session</c>.</summary>
    public const string SignedOut = "session.signed_out";

    /// <summary>Someone else's session was ended. Data: <c>session</c>, <c>name</c>.</summary>
    public const string SessionRevoked = "session.revoked";

    /// <summary>A token that does not let in was offered. Data: <c>reason</c>, <c>address</c>.</summary>
    public const string SignInRefused = "sign_in.refused";

    /// <summary>Data: <c>token</c>, <c>name</c>, <c>role</c>, <c>expires_at</c> (Unix milliseconds), <c>single_use</c>.</summary>
    public const string TokenCreated = "token.created";

    /// <summary>Data: <c>token</c>, <c>name</c>, <c>sessions</c> (how many sessions ended with it).</summary>
    public const string TokenRevoked = "token.revoked";

    /// <summary>A request to change something was refused. Data: <c>method</c>, <c>path</c>, <c>reason</c>, <c>address</c>.</summary>
    public const string RequestRefused = "request.refused";
}
