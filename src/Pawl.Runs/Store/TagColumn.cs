namespace Pawl.Runs.Store;

/// <summary>
/// Tags in their one column, each between spaces: <c> train nightly </c>. No tag holds a space, so <c>instr(tags, ' nightly ')</c> finds
/// whole tags alone.
/// </summary>
internal static class TagColumn
{
    public static string Write(IReadOnlyList<string> tags) => tags.Count == 0 ? "" : $" {string.Join(' ', tags)} ";

    public static IReadOnlyList<string> Read(string column) =>
        column.Length == 0 ? [] : column.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
