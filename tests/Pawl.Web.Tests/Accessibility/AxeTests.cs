using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Accessibility;

/// <summary>axe-core's rules of WCAG 2.1 A and AA and its best practices (landmarks, headings) on every page, in both themes and two widths.</summary>
public sealed class AxeTests(Browser browser, Worlds worlds)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] },
    };

    public static IEnumerable<TheoryDataRow<string, string>> Pages() => PageStates.All();

    [Theory]
    [Trait("speed", "slow")]
    [MemberData(nameof(Pages))]
    public async Task Page_breaks_no_rule(string name, string state)
    {
        var (bench, path) = await worlds.FindAsync(PageStates.Find(name), state);
        var violations = new List<string>();
        foreach (var width in new[] { 1280, 390 })
        {
            // axe is a script of its own, which the policy of the pages rightly refuses
            await using var visit = await PageVisit.OpenAsync(bench, browser, path, width, bypassPolicy: true);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visit.Page.EmulateMediaAsync(
                    new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce }
                );
                var result = await visit.Page.RunAxe(Rules);
                Assert.NotEmpty(result.Passes);
                violations.AddRange(result.Violations.Select(item => $"{scheme} {width}: {Words(item)}"));
            }
        }

        Assert.True(violations.Count == 0, $"{path} breaks {violations.Count} rules:\n{string.Join('\n', violations)}");
    }

    private static string Words(AxeResultItem item) =>
        $"{item.Id} ({item.Impact}): {item.Help}. {item.HelpUrl}\n"
        + string.Join('\n', item.Nodes.Select(node => $"    {node.Target} {node.Html}\n      {Fix(node)}"));

    private static string Fix(AxeResultNode node) =>
        string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message));
}
