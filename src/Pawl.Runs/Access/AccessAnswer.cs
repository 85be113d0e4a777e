namespace Pawl.Runs.Access;

/// <summary>Whether a token or session lets in.</summary>
/// <param name="Grant">Not null exactly when <paramref name="Refusal"/> is <see cref="AccessRefusal.None"/>.</param>
public sealed record AccessAnswer(AccessGrant? Grant, AccessRefusal Refusal)
{
    internal static AccessAnswer Refused(AccessRefusal refusal) => new(null, refusal);
}
