namespace Pawl.Runs.Access;

/// <summary>What came of offering a token in a browser.</summary>
/// <param name="Session">Null when it was refused.</param>
/// <param name="Cookie">What the browser keeps to be known by; empty when it was refused.</param>
public sealed record SignIn(AccessSession? Session, string Cookie, AccessRefusal Refusal)
{
    internal static SignIn Refused(AccessRefusal refusal) => new(null, "", refusal);

    /// <summary>Never the cookie: this may end up in a log.</summary>
    public override string ToString() => Session is null ? $"refused: {Refusal}" : $"session {Session.Id}";
}
