using Pawl.Runs.Model;

namespace Pawl.Runs.Access;

/// <summary>What lets a request in: a session's cookie, or a token by itself.</summary>
/// <param name="SessionId">Null for a token by itself.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
public sealed record AccessGrant(string? SessionId, string TokenId, string Name, AccessRole Role, DateTimeOffset ExpiresAt)
{
    public Actor Actor => new(Name, Role);
}
