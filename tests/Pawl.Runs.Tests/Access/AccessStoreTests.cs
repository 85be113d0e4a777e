using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Access;
using Pawl.Runs.Model;
using Pawl.Runs.Tests.Store;

namespace Pawl.Runs.Tests.Access;

public sealed class AccessStoreTests : IDisposable
{
    private static readonly Actor Alice = new("cli:alice", AccessRole.Approver);

    private readonly StoreFixture _fixture = new();

    private AccessStore Access => _fixture.Store.Access;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Secrets_are_nowhere_in_the_files_of_the_database()
    {
        var token = Make();
        var signIn = Access.SignIn(token.Text, "::1", "browser");
        Access.CheckToken(token.Text);
        Access.CheckSession(signIn.Cookie);

        foreach (var file in Directory.EnumerateFiles(_fixture.DataRoot))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.DoesNotContain(token.Text.Split('_')[2], Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
            Assert.DoesNotContain(signIn.Cookie.Split('_')[2], Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_single_use_token_asked_for_by_many_at_once_signs_in_exactly_one()
    {
        var token = Make(once: true);

        var results = new SignIn[16];
        Parallel.For(0, results.Length, i => results[i] = Access.SignIn(token.Text, "::1", $"browser {i}"));

        Assert.Single(results, signIn => signIn.Session is not null);
        Assert.Equal(15, results.Count(signIn => signIn.Refusal == AccessRefusal.Used));
        Assert.Single(Access.Sessions());
    }

    [Fact]
    public void A_wrong_secret_and_an_unknown_id_are_refused_alike()
    {
        var parts = Make().Text.Split('_');

        Assert.Equal(AccessRefusal.Unknown, Access.CheckToken($"pawl_{parts[1]}_{new string('0', 32)}").Refusal);
        Assert.Equal(AccessRefusal.Unknown, Access.CheckToken($"pawl_0000000000_{parts[2]}").Refusal);
        Assert.Equal(AccessRefusal.Unknown, Access.SignIn($"pawl_{parts[1]}_{new string('0', 32)}", "::1", "").Refusal);
        Assert.Equal(AccessRefusal.Unknown, Access.CheckToken("' OR 1 = 1 --").Refusal);
        Assert.Equal(AccessRefusal.Unknown, Access.CheckSession($"pawls_{parts[1]}_{parts[2]}").Refusal);
    }

    [Fact]
    public void A_token_lets_in_until_it_expires_or_is_revoked()
    {
        var expiring = Make(lifetime: TimeSpan.FromHours(1));
        var revoked = Make();
        Assert.Equal(AccessRole.Operator, Access.CheckToken(expiring.Text).Grant!.Role);

        Access.RevokeToken(revoked.Token.Id, Alice);
        _fixture.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(AccessRefusal.Expired, Access.CheckToken(expiring.Text).Refusal);
        Assert.Equal(AccessRefusal.Revoked, Access.CheckToken(revoked.Text).Refusal);
        Assert.Throws<AccessNotFoundException>(() => Access.RevokeToken(revoked.Token.Id, Alice));
        Assert.Empty(Access.Tokens(all: false));
        Assert.Equal(2, Access.Tokens(all: true).Count);
    }

    [Fact]
    public void A_sign_in_token_is_no_bearer_token_and_expires_unused_after_ten_minutes()
    {
        var token = Access.CreateOwnerToken("alice", Alice);
        Assert.Equal(AccessRefusal.SignInOnly, Access.CheckToken(token.Text).Refusal);

        _fixture.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(AccessRefusal.Expired, Access.SignIn(token.Text, "::1", "").Refusal);
    }

    [Fact]
    public void A_session_ends_when_idle_and_at_its_end_however_busy()
    {
        var idle = Access.SignIn(Make(once: true).Text, "::1", "").Cookie;
        var busy = Access.SignIn(Make(once: true).Text, "::1", "").Cookie;

        for (var day = 0; day < 29; day++)
        {
            _fixture.Time.Advance(TimeSpan.FromDays(1));
            Assert.Equal(AccessRefusal.None, Access.CheckSession(busy).Refusal);
        }

        Assert.Equal(AccessRefusal.Expired, Access.CheckSession(idle).Refusal);
        _fixture.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(AccessRefusal.Expired, Access.CheckSession(busy).Refusal);
        Assert.Empty(Access.Sessions());
    }

    [Fact]
    public void A_session_lives_no_longer_than_the_token_that_may_be_used_again()
    {
        var cookie = Access.SignIn(Make(lifetime: TimeSpan.FromHours(1)).Text, "::1", "").Cookie;

        _fixture.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(AccessRefusal.Expired, Access.CheckSession(cookie).Refusal);
    }

    [Fact]
    public void Revoking_a_token_ends_its_sessions_and_signing_in_anew_ends_the_one_it_replaces()
    {
        var token = Make();
        var first = Access.SignIn(token.Text, "::1", "");
        var second = Access.SignIn(token.Text, "::1", "", first.Session!.Id);
        Assert.Equal(AccessRefusal.Revoked, Access.CheckSession(first.Cookie).Refusal);
        Assert.Equal(AccessRefusal.None, Access.CheckSession(second.Cookie).Refusal);

        var (_, sessions) = Access.RevokeToken(token.Token.Id, Alice);

        Assert.Equal(1, sessions);
        Assert.Equal(AccessRefusal.Revoked, Access.CheckSession(second.Cookie).Refusal);
    }

    [Fact]
    public void Sessions_and_tokens_are_known_to_another_process_at_once()
    {
        using var other = Runs.Store.RunStore.Open(_fixture.DatabasePath, _fixture.Time);
        var token = Make();
        var cookie = Access.SignIn(token.Text, "::1", "").Cookie;
        Assert.Equal(AccessRefusal.None, other.Access.CheckSession(cookie).Refusal);

        other.Access.RevokeToken(token.Token.Id, Alice);

        Assert.Equal(AccessRefusal.Revoked, Access.CheckSession(cookie).Refusal);
        Assert.Equal(AccessRefusal.Revoked, Access.CheckToken(token.Text).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cli:alice")]
    [InlineData("line\nbreak")]
    [InlineData("alice\n")]
    [InlineData("<b>")]
    [InlineData(" leading")]
    public void A_name_that_could_pass_for_something_else_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => Access.CreateToken(new(name, AccessRole.Viewer, TimeSpan.FromDays(1), false), Alice));

    [Fact]
    public void Everything_done_to_access_stands_in_the_audit_with_its_actor()
    {
        var token = Make();
        var signIn = Access.SignIn(token.Text, "192.0.2.7", "");
        Access.EndSession(signIn.Session!.Id, new("robot", AccessRole.Operator), own: true);
        Access.RevokeToken(token.Token.Id, Alice);

        var entries = _fixture.Store.Audit.Newest(10).Reverse().ToList();

        Assert.Equal(
            [AuditTypes.TokenCreated, AuditTypes.SignedIn, AuditTypes.SignedOut, AuditTypes.TokenRevoked],
            entries.Select(entry => entry.Type)
        );
        Assert.Equal(["cli:alice", "robot", "robot", "cli:alice"], entries.Select(entry => entry.Actor.Name));
        Assert.All(entries, entry => Assert.DoesNotContain(token.Text.Split('_')[2], entry.Data, StringComparison.Ordinal));
        Assert.Empty(_fixture.Store.Audit.Verify());
    }

    [Theory]
    [InlineData("UPDATE audit SET data = '{}' WHERE position = 2")]
    [InlineData("DELETE FROM audit WHERE position = 2")]
    public void The_database_refuses_to_change_the_audit(string sql)
    {
        Make();
        Make();
        using var connection = new SqliteConnection($"Data Source={_fixture.DatabasePath};Pooling=False");
        connection.Open();

        Assert.Contains("append-only", Assert.Throws<SqliteException>(() => connection.Execute(sql)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE audit SET data = replace(data, 'operator', 'approver') WHERE position = 2")]
    [InlineData("UPDATE audit SET actor_name = 'cli:bob' WHERE position = 2")]
    [InlineData("UPDATE audit SET time = time + 1 WHERE position = 2")]
    [InlineData("UPDATE audit SET position = 'two' WHERE position = 2")]
    [InlineData("DELETE FROM audit WHERE position = 2")]
    [InlineData("DELETE FROM audit WHERE position = 3")]
    [InlineData("INSERT INTO audit SELECT 4, time, type, actor_name, actor_role, data, hash, hash FROM audit WHERE position = 3")]
    public void Whoever_changes_the_audit_past_the_store_is_found_out(string sql)
    {
        Make();
        Make();
        Make();
        Assert.Empty(_fixture.Store.Audit.Verify());

        _fixture.Tamper("DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_removed;");
        try
        {
            _fixture.Tamper(sql);
        }
        catch (SqliteException)
        {
            return; // an integer key takes no text: refused is found out too
        }

        Assert.NotEmpty(_fixture.Store.Audit.Verify());
    }

    private IssuedToken Make(bool once = false, TimeSpan? lifetime = null) =>
        Access.CreateToken(new("robot", AccessRole.Operator, lifetime ?? TimeSpan.FromDays(1), once), Alice);
}
