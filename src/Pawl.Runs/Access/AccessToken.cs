using Pawl.Runs.Model;

namespace Pawl.Runs.Access;

/// <summary>A token someone was given: what is known of it, which is not the token itself.</summary>
/// <param name="Id">Public; names it in lists and for revoking.</param>
/// <param name="Name">Who or what it was given to; the actor of what is done with it.</param>
/// <param name="SingleUse">Good for one sign-in in a browser, and for nothing else.</param>
/// <param name="UsedAt">Null until used; of a token that may be used again the last use, to within a minute.</param>
public sealed record AccessToken(
    string Id,
    string Name,
    AccessRole Role,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset ExpiresAt,
    bool SingleUse,
    DateTimeOffset? UsedAt,
    DateTimeOffset? RevokedAt
)
{
    /// <summary>What keeps it from being used at a time; <see cref="AccessRefusal.None"/> when nothing does.</summary>
    public AccessRefusal RefusalAt(DateTimeOffset now) =>
        this switch
        {
            { RevokedAt: not null } => AccessRefusal.Revoked,
            { SingleUse: true, UsedAt: not null } => AccessRefusal.Used,
            _ when now >= ExpiresAt => AccessRefusal.Expired,
            _ => AccessRefusal.None,
        };
}
