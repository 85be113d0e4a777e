using Microsoft.AspNetCore.Components;
using Pawl.Web.Hosting;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Accessibility;

public sealed class PageListTests
{
    [Fact]
    public void Every_route_has_its_line_in_the_list_of_pages() =>
        Assert.Empty(PageList.Routes.Except(PageList.All.Select(page => page.Route)));

    [Fact]
    public void Every_tab_of_a_run_has_its_line_in_the_list_of_pages()
    {
        var tabs = typeof(WebServer)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == "Pawl.Web.Views.Run" && type.IsAssignableTo(typeof(IComponent)))
            .Where(type => type.Name.EndsWith("Tab", StringComparison.Ordinal))
            .Select(type => "run-" + type.Name[..^3].ToLowerInvariant())
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.NotEmpty(tabs);
        Assert.Empty(tabs.Except(PageList.All.Select(page => page.Name)));
    }
}
