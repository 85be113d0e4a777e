using System.Net;
using Microsoft.Playwright;
using Pawl.Runs.Access;
using Pawl.Runs.Model;
using Pawl.Web.Access;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Security;

/// <summary>Other sites try to make a signed-in browser change something.</summary>
public sealed class CrossSiteTests(Browser browser) : IAsyncLifetime
{
    private Workbench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await Workbench.StartAsync();

    public async ValueTask DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData(null, null, null, HttpStatusCode.Forbidden)]
    [InlineData("", null, null, HttpStatusCode.Forbidden)]
    [InlineData("0000", null, null, HttpStatusCode.Forbidden)]
    [InlineData("another", null, null, HttpStatusCode.Forbidden)]
    [InlineData("own", "https://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("own", "null", null, HttpStatusCode.Forbidden)]
    [InlineData("own", null, "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("own", null, "same-site", HttpStatusCode.Forbidden)]
    [InlineData("own", null, null, HttpStatusCode.Created)]
    [InlineData("own", "own", "same-origin", HttpStatusCode.Created)]
    public async Task A_change_by_cookie_needs_the_session_s_token_and_this_origin(
        string? token,
        string? origin,
        string? site,
        HttpStatusCode expected
    )
    {
        var (_, cookie) = _bench.Session(AccessRole.Approver);
        var (other, _) = _bench.Session(AccessRole.Approver);
        using var request = NewToken();
        request.Headers.Add("Cookie", cookie);
        var carried = token switch
        {
            "own" => SessionAntiforgery.TokenOf(cookie.Split('=')[1]),
            "another" => SessionAntiforgery.TokenOf(other.Cookie),
            _ => token,
        };
        if (carried is not null)
        {
            request.Headers.TryAddWithoutValidation(SessionAntiforgery.Header, carried);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? _bench.Address.GetLeftPart(UriPartial.Authority) : origin);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        using var answer = await _bench.AnonymousHttp.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.Forbidden)
        {
            Assert.Contains(_bench.Store.Audit.Newest(3), entry => entry.Type == AuditTypes.RequestRefused);
        }
    }

    [Fact]
    public async Task A_bearer_token_needs_no_antiforgery_token()
    {
        using var answer = await _bench.Http.SendAsync(NewToken(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_of_another_origin_changes_nothing_although_the_browser_is_signed_in()
    {
        var run = _bench.Queue("precious", "true");
        var page = await _bench.OpenAsync(browser);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "precious" })).ToBeVisibleAsync();
        var target = new Uri(_bench.Address, $"/api/v1/runs/{run.Id}/cancel");
        await page.RouteAsync(
            "http://localhost:1/**",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "text/html",
                        Body =
                            $"<form id=f method=post action='{target}' enctype='text/plain'><input name='{{\"a\":\"' value='\"}}'></form>",
                    }
                )
        );
        await page.GotoAsync("http://localhost:1/");

        var answer = await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync("document.getElementById('f').submit()"),
            response => response.Url == target.ToString()
        );

        Assert.InRange(answer.Status, 400, 499);
        Assert.Equal(RunState.Queued, _bench.Store.Get(run.Id).State);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_address_of_pawl_up_signs_a_browser_in_and_leaves_no_token_in_the_address()
    {
        _bench.Queue("first", "true");
        var page = await browser.OpenAsync();
        var token = _bench.Store.Access.CreateOwnerToken("alice", new("test", AccessRole.Approver)).Text;

        await page.GotoAsync(new Uri(_bench.Address, $"/?token={token}").ToString());

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "first" })).ToBeVisibleAsync();
        Assert.Equal(_bench.Address.ToString(), page.Url);
        var cookie = Assert.Single(await page.Context.CookiesAsync(), cookie => cookie.Name == SessionCookie.Name(_bench.Address.Port));
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "first" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Signing_out_by_the_button_leads_to_the_sign_in_page_where_a_pasted_address_signs_in_again()
    {
        _bench.Queue("first", "true");
        var page = await _bench.OpenAsync(browser, role: AccessRole.Operator);
        await page.Locator(".session > summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();

        await page.GetByLabel("Token").FillAsync($"http://127.0.0.1/?token={_bench.Token(AccessRole.Viewer, singleUse: true).Text}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "first" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".session > summary")).ToHaveTextAsync("viewer");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_link_from_another_site_finds_the_signed_in_session()
    {
        _bench.Queue("first", "true");
        var page = await _bench.OpenAsync(browser);
        await page.RouteAsync(
            "http://elsewhere.test/",
            route => route.FulfillAsync(new() { ContentType = "text/html", Body = $"<a href='{_bench.Address}'>go</a>" })
        );
        await page.GotoAsync("http://elsewhere.test/");

        await page.GetByText("go").ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "first" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_script_in_a_name_is_text_everywhere_and_breaks_no_policy()
    {
        const string Attack = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'--><svg onload=alert(3)>";
        var run = _bench.Queue(Attack, "echo", Attack);
        _bench.Store.RequestCancel(run.Id, new(Attack, AccessRole.Operator));
        _bench.Store.Audit.Append("test.attack", new(Attack, AccessRole.Viewer), new() { ["data"] = Attack });
        var dialogs = new List<string>();
        var page = await _bench.OpenAsync(
            browser,
            watch: page =>
            {
                page.Dialog += (_, dialog) =>
                {
                    dialogs.Add(dialog.Message);
                    _ = dialog.DismissAsync();
                };
                page.Console += (_, message) =>
                {
                    if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
                    {
                        dialogs.Add(message.Text);
                    }
                };
            }
        );
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = Attack })).ToBeVisibleAsync();

        foreach (var tab in new[] { "", "/overview", "/log", "/charts", "/artifacts", "/spec", "/manifest", "/events" })
        {
            await page.GotoAsync(new Uri(_bench.Address, $"/runs/{run.Id}{tab}").ToString(), new() { WaitUntil = WaitUntilState.Load });
            await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();
        }

        foreach (
            var path in new[]
            {
                "/access",
                $"/compare?runs={run.Id}",
                "/?q=" + Uri.EscapeDataString(Attack),
                "/sign-in?next=" + Uri.EscapeDataString(Attack),
            }
        )
        {
            await page.GotoAsync(new Uri(_bench.Address, path).ToString(), new() { WaitUntil = WaitUntilState.Load });
            await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();
        }

        Assert.Empty(dialogs);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_access_page_makes_a_token_shows_it_once_and_takes_it_back()
    {
        var page = await _bench.OpenAsync(browser, "/access");
        await page.GetByLabel("Name").FillAsync("nightly");
        await page.GetByLabel("Role").SelectOptionAsync("operator");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
        var shown = page.Locator("[data-made-text]");
        await Assertions.Expect(shown).ToContainTextAsync("pawl_");
        var token = await shown.TextContentAsync();
        var row = page.Locator("#tokens").GetByRole(AriaRole.Row, new() { Name = "nightly" });
        await Assertions.Expect(row).ToBeVisibleAsync();
        Assert.NotNull(_bench.Store.Access.CheckToken(token!).Grant);

        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Revoke the token of nightly") }).ClickAsync();

        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.Equal(AccessRefusal.Revoked, _bench.Store.Access.CheckToken(token!).Refusal);
        await page.Context.CloseAsync();
    }

    private static HttpRequestMessage NewToken() =>
        new(HttpMethod.Post, "/api/v1/tokens")
        {
            Content = new StringContent("""{"name":"bob","role":"viewer"}""", System.Text.Encoding.UTF8, "application/json"),
        };
}
