using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Access;

/// <summary>A row of <c>access_sessions</c>.</summary>
internal sealed class SessionRow
{
    public const string Columns = """
        id, token_id AS TokenId, name, role, secret_hash AS SecretHash, created_at AS CreatedAt, seen_at AS SeenAt,
        expires_at AS ExpiresAt, ended_at AS EndedAt, address, browser
        """;

    public string Id { get; set; } = "";
    public string TokenId { get; set; } = "";
    public string Name { get; set; } = "";
    public string Role { get; set; } = "";
    public string SecretHash { get; set; } = "";
    public long CreatedAt { get; set; }
    public long SeenAt { get; set; }
    public long ExpiresAt { get; set; }
    public long? EndedAt { get; set; }
    public string Address { get; set; } = "";
    public string Browser { get; set; } = "";

    public AccessSession ToSession() =>
        new(
            Id,
            TokenId,
            Name,
            AccessRoleWord.Parse(Role),
            UnixTime.At(CreatedAt),
            UnixTime.At(SeenAt),
            UnixTime.At(ExpiresAt),
            UnixTime.AtOrNull(EndedAt),
            Address,
            Browser
        );
}
