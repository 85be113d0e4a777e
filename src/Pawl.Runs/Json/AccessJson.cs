using System.Text.Json;
using Pawl.Runs.Access;
using Pawl.Runs.Model;
using Pawl.Runs.Verification;

namespace Pawl.Runs.Json;

/// <summary>A token just made, with the token itself: the only time it is shown.</summary>
/// <param name="Url">Signs in with it; null unless it is for one sign-in and the address of a server is known.</param>
public sealed record NewTokenJson(string Id, string Name, string Role, DateTimeOffset ExpiresAt, bool SingleUse, string Token, string? Url)
{
    public static NewTokenJson Of(IssuedToken issued, string? url) =>
        new(issued.Token.Id, issued.Token.Name, issued.Token.Role.Word(), issued.Token.ExpiresAt, issued.Token.SingleUse, issued.Text, url);

    /// <summary>Never the token: this may end up in a log.</summary>
    public override string ToString() => $"token {Id}";
}

/// <param name="State"><c>valid used expired revoked</c>.</param>
public sealed record TokenJson(
    string Id,
    string Name,
    string Role,
    string State,
    bool SingleUse,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? UsedAt
)
{
    public static TokenJson Of(AccessToken token, DateTimeOffset now) =>
        new(
            token.Id,
            token.Name,
            token.Role.Word(),
            StateOf(token, now),
            token.SingleUse,
            token.CreatedAt,
            token.CreatedBy,
            token.ExpiresAt,
            token.UsedAt
        );

    public static string StateOf(AccessToken token, DateTimeOffset now) =>
        token.RefusalAt(now) switch
        {
            AccessRefusal.None => "valid",
            AccessRefusal.Used => "used",
            AccessRefusal.Expired => "expired",
            _ => "revoked",
        };
}

/// <summary>A browser that is signed in.</summary>
/// <param name="Token">Id of the token it signed in with.</param>
public sealed record SessionJson(
    string Id,
    string Name,
    string Role,
    string Token,
    DateTimeOffset CreatedAt,
    DateTimeOffset SeenAt,
    DateTimeOffset ExpiresAt,
    string Address,
    string Browser
)
{
    public static SessionJson Of(AccessSession session) =>
        new(
            session.Id,
            session.Name,
            session.Role.Word(),
            session.TokenId,
            session.CreatedAt,
            session.SeenAt,
            session.ExpiresAt,
            session.Address,
            session.Browser
        );
}

/// <summary>An entry of the audit.</summary>
public sealed record AuditJson(long Position, DateTimeOffset At, string Type, Actor Actor, JsonElement Data, string Hash)
{
    public static AuditJson Of(AuditEntry entry) => new(entry.Position, entry.Time, entry.Type, entry.Actor, DataOf(entry), entry.Hash);

    // An altered row may hold anything; it is shown as the text it is.
    private static JsonElement DataOf(AuditEntry entry)
    {
        try
        {
            return JsonElement.Parse(entry.Data);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(entry.Data);
        }
    }
}

/// <param name="Next">Position to ask before for the entries that follow; null at the first entry of all.</param>
public sealed record AuditPageJson(IReadOnlyList<AuditJson> Entries, long? Next);

/// <summary>Whether the chain of the audit is whole.</summary>
public sealed record AuditVerificationJson(bool Clean, IReadOnlyList<VerificationFinding> Findings);
