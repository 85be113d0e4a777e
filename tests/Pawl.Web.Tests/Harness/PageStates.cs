namespace Pawl.Web.Tests.Harness;

/// <summary>Every page that is served, empty and seeded, as data of theories.</summary>
internal static class PageStates
{
    public static IEnumerable<TheoryDataRow<string, string>> All() =>
        from page in PageList.All
        where PageList.Routes.Contains(page.Route) || page.Route == PageList.SignIn
        from state in new[] { "empty", "seeded" }
        select new TheoryDataRow<string, string>(page.Name, state).WithTrait("page", page.Name);

    public static PageEntry Find(string name) => PageList.All.Single(page => page.Name == name);
}
