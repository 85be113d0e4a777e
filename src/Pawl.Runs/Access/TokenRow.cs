using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Access;

/// <summary>A row of <c>access_tokens</c>.</summary>
internal sealed class TokenRow
{
    public const string Columns = """
        id, name, role, secret_hash AS SecretHash, created_at AS CreatedAt, created_by AS CreatedBy, expires_at AS ExpiresAt,
        single_use AS SingleUse, used_at AS UsedAt, revoked_at AS RevokedAt
        """;

    public string Id { get; set; } = "";
    public string Name { get; set; } = "";
    public string Role { get; set; } = "";
    public string SecretHash { get; set; } = "";
    public long CreatedAt { get; set; }
    public string CreatedBy { get; set; } = "";
    public long ExpiresAt { get; set; }
    public long SingleUse { get; set; }
    public long? UsedAt { get; set; }
    public long? RevokedAt { get; set; }

    public AccessToken ToToken() =>
        new(
            Id,
            Name,
            AccessRoleWord.Parse(Role),
            UnixTime.At(CreatedAt),
            CreatedBy,
            UnixTime.At(ExpiresAt),
            SingleUse != 0,
            UnixTime.AtOrNull(UsedAt),
            UnixTime.AtOrNull(RevokedAt)
        );
}
