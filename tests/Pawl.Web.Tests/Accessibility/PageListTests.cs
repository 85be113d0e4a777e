using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Accessibility;

public sealed class PageListTests
{
    [Fact]
    public void Every_route_has_its_line_in_the_list_of_pages() =>
        Assert.Empty(PageList.Routes.Except(PageList.All.Select(page => page.Route)));
}
