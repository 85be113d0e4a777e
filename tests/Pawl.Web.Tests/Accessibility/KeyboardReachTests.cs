using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Accessibility;

/// <summary>Every control of every page can be reached by Tab alone, and shows that it has the focus.</summary>
public sealed class KeyboardReachTests(Browser browser, Worlds worlds)
{
    /// <summary>Longest walk: the longest pages are lists whose rows are all alike.</summary>
    private const int MostSteps = 400;

    public static IEnumerable<TheoryDataRow<string, string>> Pages() => PageStates.All();

    [Theory]
    [Trait("speed", "slow")]
    [MemberData(nameof(Pages))]
    public async Task Controls_are_reached_by_tab_and_show_the_focus(string name, string state)
    {
        var (bench, path) = await worlds.FindAsync(PageStates.Find(name), state);
        await using var visit = await PageVisit.OpenAsync(bench, browser, path);
        await visit.Page.EvaluateAsync(Prepare);

        var unseen = new List<string>();
        for (var step = 0; step < MostSteps; step++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            var seen = await visit.Page.EvaluateAsync<string>(Step);
            if (seen == "end")
            {
                break;
            }

            if (seen.Length > 0)
            {
                unseen.Add(seen);
            }
        }

        Assert.Empty(unseen);
        Assert.Equal("", await visit.Page.EvaluateAsync<string>(Missed));
    }

    /// <summary>Moves the focus to the page as a whole, so that the walk begins at the top also where a field took it.</summary>
    private const string Prepare = """
        () => {
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.removeAttribute("tabindex");
          window.proofSeen = new Set();
        }
        """;

    /// <summary>Notes what has the focus; answers "end" after the last element, and with the element when the focus cannot be seen on it.</summary>
    private const string Step = """
        () => {
          const element = document.activeElement;
          if (!element || element === document.body || window.proofSeen.has(element)) return "end";
          window.proofSeen.add(element);
          const style = getComputedStyle(element);
          const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
          return isOutlined || style.boxShadow !== "none" ? "" : element.outerHTML.slice(0, 160);
        }
        """;

    /// <summary>Controls that can be seen and used, yet were not come by. Of radio buttons with one name Tab reaches one.</summary>
    private const string Missed = """
        () => {
          const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
          return [...document.querySelectorAll(wanted)]
            .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.tabIndex >= 0)
            .filter((element) => !window.proofSeen.has(element) && element.type !== "radio")
            .map((element) => element.outerHTML.slice(0, 160)).join("\n");
        }
        """;
}
