using System.Net;
using System.Text.RegularExpressions;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Accessibility;

/// <summary>What holds of every page, empty and seeded.</summary>
public sealed partial class PageStructureTests(Browser browser, Worlds worlds)
{
    public static IEnumerable<TheoryDataRow<string, string>> Pages() => PageStates.All();

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_is_served_without_inline_styles_or_scripts(string name, string state)
    {
        var (bench, path) = await worlds.FindAsync(PageStates.Find(name), state);

        using var answer = await bench.Http.GetAsync(path, TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            name.StartsWith("not-found", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK,
            answer.StatusCode
        );
        CheckMarkup(path, html);
        foreach (Match part in Part().Matches(html))
        {
            var url = WebUtility.HtmlDecode(part.Groups[1].Value);
            CheckMarkup(url, await bench.Http.GetStringAsync(url, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_is_well_formed_at_all_widths_and_has_nothing_to_complain_of(string name, string state)
    {
        var (bench, path) = await worlds.FindAsync(PageStates.Find(name), state);
        await using var visit = await PageVisit.OpenAsync(bench, browser, path, width: 390);
        var page = visit.Page;

        Assert.Matches(".+ – Pawl$", await page.TitleAsync());
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.Equal("", await page.EvaluateAsync<string>(HeadingJumps));
        Assert.Equal("", await page.EvaluateAsync<string>(TablesWithoutHeads));
        foreach (var width in new[] { 390, 768, 1280 })
        {
            await page.SetViewportSizeAsync(width, 800);
            Assert.Equal("", await page.EvaluateAsync<string>(WiderThanThePage));
        }

        await visit.RestAsync();
        Assert.Empty(
            visit.Complaints.Except(
                visit.Complaints.Where(complaint => name.StartsWith("not-found", StringComparison.Ordinal) && IsItsOwnAnswer(complaint))
            )
        );
    }

    /// <summary>The browser notes the 404 of the page itself, which is right.</summary>
    private static bool IsItsOwnAnswer(string complaint) => complaint.Contains("404", StringComparison.Ordinal);

    private static void CheckMarkup(string where, string html)
    {
        Assert.False(InlineStyle().IsMatch(html), $"{where} has an inline style: {InlineStyle().Match(html).Value}");
        Assert.False(InlineHandler().IsMatch(html), $"{where} has an inline handler: {InlineHandler().Match(html).Value}");
        Assert.False(InlineScript().IsMatch(html), $"{where} has an inline script: {InlineScript().Match(html).Value}");
    }

    private const string HeadingJumps = """
        () => {
          const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
            .filter((heading) => heading.offsetParent)
            .map((heading) => [Number(heading.tagName[1]), heading.textContent.trim()]);
          return levels.filter(([level], i) => i > 0 && level > levels[i - 1][0] + 1).map(([level, text]) => `h${level} ${text}`).join("\n");
        }
        """;

    private const string TablesWithoutHeads = """
        () => [...document.querySelectorAll("table")]
          .filter((table) => !table.querySelector("th[scope]"))
          .map((table) => table.outerHTML.slice(0, 200)).join("\n")
        """;

    private const string WiderThanThePage = """
        () => {
          const room = window.innerWidth;
          if (document.documentElement.scrollWidth <= room) return "";
          const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > room + 1);
          const names = wide.slice(0, 4).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
          return `${document.documentElement.scrollWidth} px: ${names.join(" > ")}`;
        }
        """;

    [GeneratedRegex(""""data-part="([^"]+)"""")]
    private static partial Regex Part();

    [GeneratedRegex("""<[a-z](?:[^<>"]|"[^"]*")*?\sstyle\s*=[^<>]*>""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineStyle();

    [GeneratedRegex("""<[a-z](?:[^<>"]|"[^"]*")*?\son[a-z]+\s*=[^<>]*>""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineHandler();

    [GeneratedRegex("""<script(?![^>]*\s(?:src=|type="application/json"))[^>]*>""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();
}
