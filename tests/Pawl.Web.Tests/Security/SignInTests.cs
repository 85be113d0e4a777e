using System.Net;
using Pawl.Runs.Access;
using Pawl.Runs.Model;
using Pawl.Web.Access;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Security;

/// <summary>From a token to a session, and what attackers try on the way.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() =>
        _bench = await Workbench.StartAsync(options => options with { Limits = new() { SignInAttempts = 50 } });

    public async ValueTask DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task The_address_with_a_token_signs_in_once_and_hides_the_token()
    {
        var token = _bench.Token(AccessRole.Operator, singleUse: true).Text;

        using var first = await GetAsync($"/compare?runs=a,b&token={token}&x=1");
        using var second = await GetAsync($"/?token={token}");

        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal("/compare?runs=a,b&x=1", first.Headers.Location!.ToString());
        Assert.Equal("no-referrer", Header(first, "Referrer-Policy"));
        Assert.Equal("no-store", Header(first, "Cache-Control"));
        var cookie = Header(first, "Set-Cookie");
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("; domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/", cookie.Split(';')[0]));

        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        Assert.False(second.Headers.Contains("Set-Cookie"));
        Assert.Contains("it was used", await second.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_and_wrong_tokens_get_the_same_answer_and_expired_ones_say_what_to_do()
    {
        var known = _bench.Token(AccessRole.Viewer).Text.Split('_');
        using var unknown = await GetAsync($"/?token=pawl_0000000000_{known[2]}");
        using var wrong = await GetAsync($"/?token=pawl_{known[1]}_{new string('z', 32)}");

        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(
            await unknown.Content.ReadAsStringAsync(Cancellation),
            (await wrong.Content.ReadAsStringAsync(Cancellation)),
            ignoreLineEndingDifferences: true
        );
        Assert.Contains("pawl token new", await wrong.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains(_bench.Store.Audit.Newest(5), entry => entry.Type == AuditTypes.SignInRefused);
    }

    [Fact]
    public async Task Missing_revoked_and_sign_in_only_tokens_are_refused_as_bearer_tokens()
    {
        var revoked = _bench.Token(AccessRole.Approver);
        Assert.Equal(HttpStatusCode.OK, await BearerAsync(revoked.Text));
        _bench.Store.Access.RevokeToken(revoked.Token.Id, new("test", AccessRole.Approver));

        Assert.Equal(HttpStatusCode.Unauthorized, await BearerAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await BearerAsync(""));
        Assert.Equal(HttpStatusCode.Unauthorized, await BearerAsync(revoked.Text));
        Assert.Equal(HttpStatusCode.Unauthorized, await BearerAsync(_bench.Token(AccessRole.Approver, singleUse: true).Text));
        Assert.Equal(HttpStatusCode.Unauthorized, await BearerAsync("pawl_0000000000_" + new string('0', 32)));
    }

    [Fact]
    public async Task A_refused_bearer_token_is_not_made_up_for_by_a_cookie()
    {
        var (_, cookie) = _bench.Session(AccessRole.Approver);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tokens");
        request.Headers.Add("Cookie", cookie);
        request.Headers.Authorization = new("Bearer", "nonsense");

        using var answer = await _bench.AnonymousHttp.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_session_survives_a_restart_of_the_server_and_ends_with_sign_out()
    {
        var (_, cookie) = _bench.Session(AccessRole.Viewer);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/", cookie));

        await _bench.RestartAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/", cookie));
        using var request = Post("/sign-out", cookie);
        request.Headers.Add(SessionAntiforgery.Header, SessionAntiforgery.TokenOf(cookie.Split('=')[1]));
        using var answer = await _bench.AnonymousHttp.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", Header(answer, "Set-Cookie"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync("/", cookie));
    }

    [Fact]
    public async Task Signing_out_needs_the_antiforgery_token_too()
    {
        var (_, cookie) = _bench.Session(AccessRole.Viewer);

        using var answer = await _bench.AnonymousHttp.SendAsync(Post("/sign-out", cookie), Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/", cookie));
    }

    [Fact]
    public async Task A_cookie_that_an_attacker_planted_is_never_taken_over()
    {
        const string Planted = "pawls_aaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        var name = SessionCookie.Name(_bench.Address.Port);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/?token={_bench.Token(AccessRole.Operator, singleUse: true).Text}");
        request.Headers.Add("Cookie", $"{name}={Planted}");

        using var answer = await _bench.AnonymousHttp.SendAsync(request, Cancellation);

        Assert.DoesNotContain(answer.Headers.GetValues("Set-Cookie"), value => value.Contains(Planted, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync("/", $"{name}={Planted}"));
    }

    [Fact]
    public async Task A_link_on_another_site_does_not_sign_in_by_itself()
    {
        var token = _bench.Token(AccessRole.Viewer).Text;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/?token={token}");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await _bench.AnonymousHttp.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Empty(_bench.Store.Access.Sessions());
    }

    [Fact]
    public async Task Another_site_cannot_post_the_sign_in_form()
    {
        using var request = Post("/sign-in", null);
        request.Headers.Add("Origin", "https://evil.example");
        request.Content = new FormUrlEncodedContent([new("token", _bench.Token(AccessRole.Viewer).Text)]);

        using var answer = await _bench.AnonymousHttp.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Guessing_tokens_is_limited_for_each_address()
    {
        await using var bench = await Workbench.StartAsync(options => options with { Limits = new() { SignInAttempts = 5 } });
        for (var i = 0; i < 5; i++)
        {
            using var guess = await bench.AnonymousHttp.GetAsync(
                $"/?token=pawl_0000000000_{new string((char)('0' + i), 32)}",
                Cancellation
            );
            Assert.Equal(HttpStatusCode.Unauthorized, guess.StatusCode);
        }

        using var answer = await bench.AnonymousHttp.GetAsync($"/?token={bench.Token(AccessRole.Approver).Text}", Cancellation);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(int.Parse(Header(answer, "Retry-After")), 1, 60);
        Assert.Empty(bench.Store.Access.Sessions());
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/ok\r\nSet-Cookie: a=b")]
    [InlineData(" //evil.example")]
    [InlineData("evil.example")]
    [InlineData("/sign-in?next=/")]
    [InlineData("")]
    public async Task Signing_in_leads_nowhere_but_to_this_server(string next)
    {
        using var request = Post("/sign-in", null);
        request.Content = new FormUrlEncodedContent([new("token", _bench.Token(AccessRole.Viewer).Text), new("next", next)]);

        using var answer = await _bench.AnonymousHttp.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.DoesNotContain(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("a=b", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("//evil.example/%2f..")]
    public async Task A_path_that_browsers_read_as_another_host_is_not_redirected_to(string path)
    {
        var token = _bench.Token(AccessRole.Viewer).Text;

        var answer = await RawRequest.SendAsync(
            _bench.Address,
            $"GET {path}?token={token} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        );

        Assert.DoesNotMatch(@"(?i)\nLocation: (?!/[^/\\])(?!/\r)", answer);
    }

    [Theory]
    [InlineData("/runs/01ABC?tab=log", "/runs/01ABC?tab=log")]
    [InlineData("/%2f%2fevil.example", "/%2f%2fevil.example")]
    public void A_path_of_this_server_is_kept(string text, string expected) => Assert.Equal(expected, LocalPath.Of(text));

    [Fact]
    public async Task Who_is_not_signed_in_is_led_to_the_sign_in_page_and_back()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/runs/01ABC/log?q=a%26b");
        request.Headers.Add("Accept", "text/html");

        using var answer = await _bench.AnonymousHttp.SendAsync(request, Cancellation);

        Assert.Equal("/sign-in?next=%2Fruns%2F01ABC%2Flog%3Fq%3Da%2526b", answer.Headers.Location!.ToString());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static HttpRequestMessage Post(string path, string? cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return request;
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));

    private Task<HttpResponseMessage> GetAsync(string path) => _bench.AnonymousHttp.GetAsync(path, Cancellation);

    private async Task<HttpStatusCode> StatusAsync(string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Accept", "text/html");
        using var answer = await _bench.AnonymousHttp.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> BearerAsync(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tokens");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        using var answer = await _bench.AnonymousHttp.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }
}
