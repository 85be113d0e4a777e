using Pawl.Runs.Model;

namespace Pawl.Runs.Access;

/// <summary>A browser that is signed in.</summary>
/// <param name="TokenId">The token it was signed in with.</param>
/// <param name="Name">Of that token: the actor of what is done in the session.</param>
/// <param name="SeenAt">Its last request, to within a minute.</param>
/// <param name="ExpiresAt">When it ends, however busy.</param>
/// <param name="EndedAt">Signed out, revoked, or replaced by another sign-in of the same browser.</param>
/// <param name="Address">Where it signed in from.</param>
/// <param name="Browser">What the browser said it was.</param>
public sealed record AccessSession(
    string Id,
    string TokenId,
    string Name,
    AccessRole Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset SeenAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt,
    string Address,
    string Browser
)
{
    /// <summary>What keeps it from being used at a time; <see cref="AccessRefusal.None"/> when nothing does.</summary>
    public AccessRefusal RefusalAt(DateTimeOffset now) =>
        EndedAt is not null ? AccessRefusal.Revoked
        : now >= ExpiresAt || now - SeenAt >= AccessStore.SessionIdle ? AccessRefusal.Expired
        : AccessRefusal.None;
}
