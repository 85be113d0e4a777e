using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Model;

namespace Pawl.Runs.Access;

/// <summary>Browsers that are signed in.</summary>
public sealed partial class AccessStore
{
    /// <summary>A session nobody uses ends after this time.</summary>
    public static readonly TimeSpan SessionIdle = TimeSpan.FromDays(7);

    /// <summary>A session ends after this time however busy it is; one of a token that may be used again, with its token at the latest.</summary>
    public static readonly TimeSpan SessionLifetime = TimeSpan.FromDays(30);

    private const int LongestBrowser = 200;

    /// <summary>
    /// Exchanges a token for a session, in one transaction: a single-use token is used up exactly if there is a session of it, whatever dies
    /// and however many ask at once.
    /// </summary>
    /// <param name="address">Where the request comes from.</param>
    /// <param name="browser">What the browser says it is; may be anything, is cut at 200 characters.</param>
    /// <param name="replacedSession">Id of the session this browser has now, which ends; null when it has none.</param>
    public SignIn SignIn(string text, string address, string browser, string? replacedSession = null)
    {
        if (!AccessSecret.TryParse(AccessSecret.Token, text, out var offered))
        {
            return Access.SignIn.Refused(AccessRefusal.Unknown);
        }

        // Most refusals need no write turn. What is read here is read again inside the transaction.
        return _database.Read(connection => Refusal(connection, offered, out _)) is not AccessRefusal.None and var early
            ? Access.SignIn.Refused(early)
            : _database.Write(connection =>
            {
                var refusal = Refusal(connection, offered, out var row);
                return refusal == AccessRefusal.None
                    ? Open(connection, row!, address, browser, replacedSession)
                    : Access.SignIn.Refused(refusal);
            });
    }

    /// <summary>Whether a session's cookie lets in.</summary>
    public AccessAnswer CheckSession(string cookie)
    {
        if (!AccessSecret.TryParse(AccessSecret.Session, cookie, out var secret))
        {
            return AccessAnswer.Refused(AccessRefusal.Unknown);
        }
        var row = _database.Read(connection => FindSession(connection, secret.Id));
        if (!secret.Matches(row?.SecretHash) || row is null)
        {
            return AccessAnswer.Refused(AccessRefusal.Unknown);
        }
        var now = _clock.GetUtcNow();
        var session = row.ToSession();
        if (session.RefusalAt(now) is not AccessRefusal.None and var refusal)
        {
            return AccessAnswer.Refused(refusal);
        }
        if (now - session.SeenAt >= SeenPace)
        {
            Touch("UPDATE access_sessions SET seen_at = max(seen_at, @now) WHERE id = @id AND ended_at IS NULL", session.Id);
        }
        return new(new AccessGrant(session.Id, session.TokenId, session.Name, session.Role, session.ExpiresAt), AccessRefusal.None);
    }

    /// <returns>Those that let in now, the last seen first.</returns>
    public IReadOnlyList<AccessSession> Sessions()
    {
        var now = _clock.GetUtcNow();
        return _database.Read(connection =>
            connection
                .Query<SessionRow>($"SELECT {SessionRow.Columns} FROM access_sessions WHERE ended_at IS NULL ORDER BY seen_at DESC, id")
                .Select(row => row.ToSession())
                .Where(session => session.RefusalAt(now) == AccessRefusal.None)
                .ToList()
        );
    }

    /// <summary>Ends a session.</summary>
    /// <param name="own">True when its own browser signs out.</param>
    /// <exception cref="AccessNotFoundException">There is no such session, or it has ended.</exception>
    public void EndSession(string id, Actor by, bool own) =>
        _database.Write(connection =>
        {
            if (FindSession(connection, id) is not { EndedAt: null } row)
            {
                throw new AccessNotFoundException($"Expected the id of a session that has not ended, got '{id}'.");
            }
            var now = Now;
            connection.Execute("UPDATE access_sessions SET ended_at = @now WHERE id = @id", new { id, now });
            var data = own ? new JsonObject { ["session"] = id } : new JsonObject { ["session"] = id, ["name"] = row.Name };
            return AuditLog.Append(connection, now, own ? AuditTypes.SignedOut : AuditTypes.SessionRevoked, by, data);
        });

    private AccessRefusal Refusal(SqliteConnection connection, AccessSecret offered, out TokenRow? row)
    {
        row = FindToken(connection, offered.Id);
        return !offered.Matches(row?.SecretHash) || row is null ? AccessRefusal.Unknown : row.ToToken().RefusalAt(_clock.GetUtcNow());
    }

    private SignIn Open(SqliteConnection connection, TokenRow token, string address, string browser, string? replacedSession)
    {
        var now = Now;
        var secret = AccessSecret.New(AccessSecret.Session);
        var lifetimeEnd = now + (long)SessionLifetime.TotalMilliseconds;
        var row = new SessionRow
        {
            Id = secret.Id,
            TokenId = token.Id,
            Name = token.Name,
            Role = token.Role,
            SecretHash = secret.Hash,
            CreatedAt = now,
            SeenAt = now,
            ExpiresAt = token.SingleUse != 0 ? lifetimeEnd : Math.Min(lifetimeEnd, token.ExpiresAt),
            Address = address,
            Browser = browser.Length > LongestBrowser ? browser[..LongestBrowser] : browser,
        };
        connection.Execute(
            """
            INSERT INTO access_sessions (id, token_id, name, role, secret_hash, created_at, seen_at, expires_at, address, browser)
            VALUES (@Id, @TokenId, @Name, @Role, @SecretHash, @CreatedAt, @SeenAt, @ExpiresAt, @Address, @Browser);
            UPDATE access_tokens SET used_at = @SeenAt WHERE id = @TokenId;
            """,
            row
        );
        if (replacedSession is not null)
        {
            connection.Execute(
                "UPDATE access_sessions SET ended_at = @now WHERE id = @replacedSession AND ended_at IS NULL",
                new { replacedSession, now }
            );
        }
        var data = new JsonObject
        {
            ["session"] = row.Id,
            ["token"] = row.TokenId,
            ["address"] = address,
            ["replaced"] = replacedSession,
        };
        AuditLog.Append(connection, now, AuditTypes.SignedIn, new(row.Name, row.Role), data);
        return new(row.ToSession(), secret.Text, AccessRefusal.None);
    }

    private static SessionRow? FindSession(SqliteConnection connection, string id) =>
        connection.QuerySingleOrDefault<SessionRow>($"SELECT {SessionRow.Columns} FROM access_sessions WHERE id = @id", new { id });
}
