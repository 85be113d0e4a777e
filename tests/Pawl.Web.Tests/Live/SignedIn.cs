using Microsoft.Playwright;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Access;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Live;

/// <summary>Ways into a server of another process, by the database both share.</summary>
internal static class SignedIn
{
    public static string Token(RunStore store) =>
        store
            .Access.CreateToken(new("test", AccessRole.Approver, TimeSpan.FromHours(1), false), new Actor("test", AccessRole.Approver))
            .Text;

    /// <summary>A page of someone who may do everything.</summary>
    public static async Task<IPage> OpenAsync(Browser browser, Uri address, RunStore store, string path)
    {
        var page = await browser.OpenAsync();
        var cookie = new Cookie
        {
            Name = SessionCookie.Name(address.Port),
            Value = store.Access.SignIn(Token(store), "127.0.0.1", "test").Cookie,
            Url = address.ToString(),
            HttpOnly = true,
            SameSite = SameSiteAttribute.Strict,
        };
        await page.Context.AddCookiesAsync([cookie]);
        await page.GotoAsync(new Uri(address, path).ToString());
        return page;
    }
}
