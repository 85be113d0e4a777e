using System.Text.RegularExpressions;

namespace Pawl.System.Tests.Architecture;

/// <summary>Habits of the text of the repository that a machine can hold.</summary>
public sealed partial class RepositoryTextTests
{
    [Fact]
    public void Documentation_tags_are_never_empty() => Assert.Empty(Matches("*.cs", EmptyTag()));

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        var pages = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"));
        var broken = pages
            .SelectMany(page =>
                Link()
                    .Matches(File.ReadAllText(page))
                    .Select(match => match.Groups[1].Value)
                    .Where(target => !target.Contains("://", StringComparison.Ordinal))
                    .Where(target => !Path.Exists(Path.GetFullPath(target, Path.GetDirectoryName(page)!)))
                    .Select(target => $"{Path.GetRelativePath(Repository.Root, page)} → {target}")
            )
            .ToList();

        Assert.Empty(broken);
    }

    [Fact]
    public void Shell_scripts_are_executable()
    {
        foreach (var script in new[] { "pawl", "test", ".ci/run" })
        {
            Assert.True(File.GetUnixFileMode(Path.Combine(Repository.Root, script)).HasFlag(UnixFileMode.UserExecute), script);
        }
    }

    private static List<string> Matches(string pattern, Regex regex) =>
        new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories))
            .Where(file => regex.IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .ToList();

    [GeneratedRegex(@"<(summary|param[^>/]*|returns|exception[^>/]*|remarks|value)>\s*</|///\s*<(summary|returns|remarks)\s*/>")]
    private static partial Regex EmptyTag();

    [GeneratedRegex(@"\]\((?!#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
