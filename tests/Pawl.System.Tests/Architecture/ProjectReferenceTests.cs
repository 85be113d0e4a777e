using System.Xml.Linq;

namespace Pawl.System.Tests.Architecture;

/// <summary>Holds the projects to the arrows of the design: Runs and Tensors are the ground, the command line stands on top.</summary>
public sealed class ProjectReferenceTests
{
    /// <summary>Each project and all it may stand on. A new project gets its line here together with its first file.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Pawl.Runs"] = [],
        ["Pawl.Tensors"] = [],
        ["Pawl.Shogi"] = [],
        ["Pawl.Learning"] = ["Pawl.Runs", "Pawl.Tensors"],
        ["Pawl.Text"] = ["Pawl.Runs", "Pawl.Tensors", "Pawl.Learning"],
        ["Pawl.Llm"] = ["Pawl.Runs"],
        ["Pawl.Evolutions"] = ["Pawl.Runs", "Pawl.Llm"],
        ["Pawl.Benchmarks"] = ["Pawl.Tensors", "Pawl.Shogi", "Pawl.Text"],
        ["Pawl.Web"] = ["Pawl.Runs", "Pawl.Learning", "Pawl.Text", "Pawl.Shogi", "Pawl.Llm", "Pawl.Evolutions"],
        ["Pawl.Cli"] =
        [
            "Pawl.Runs",
            "Pawl.Tensors",
            "Pawl.Shogi",
            "Pawl.Learning",
            "Pawl.Text",
            "Pawl.Llm",
            "Pawl.Evolutions",
            "Pawl.Benchmarks",
            "Pawl.Web",
        ],
    };

    [Fact]
    public void Projects_reference_only_what_stands_below_them()
    {
        foreach (var (project, references) in References())
        {
            Assert.True(Allowed.ContainsKey(project), $"{project} has no line in the table of allowed references.");
            Assert.Empty(references.Except(Allowed[project]));
        }
    }

    [Fact]
    public void Every_project_of_the_table_exists() =>
        Assert.Equal(Allowed.Keys.Order(), References().Select(pair => pair.Project).Order());

    [Fact]
    public void Package_versions_are_exact_and_central()
    {
        var central = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        var versions = central.Descendants("PackageVersion").Select(element => element.Attribute("Version")!.Value).ToList();

        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Matches(@"^\d+(\.\d+)+(-[a-z0-9.]+)?$", version));
        foreach (var file in ProjectFiles())
        {
            Assert.DoesNotContain(
                XDocument.Load(file).Descendants("PackageReference"),
                element => element.Attribute("Version") is not null
            );
        }
    }

    [Fact]
    public void Every_dependency_is_explained()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "dependencies.md"));
        var central = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));

        foreach (var package in central.Descendants("PackageVersion"))
        {
            Assert.Contains($"{package.Attribute("Include")!.Value} {package.Attribute("Version")!.Value}", page, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> ProjectFiles() =>
        new[] { "src", "tests", "bench" }
            .Select(folder => Path.Combine(Repository.Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories));

    private static IEnumerable<(string Project, IReadOnlyList<string> References)> References() =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file =>
                (
                    Path.GetFileNameWithoutExtension(file),
                    (IReadOnlyList<string>)
                        XDocument
                            .Load(file)
                            .Descendants("ProjectReference")
                            .Select(element => Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value))
                            .ToList()
                )
            );
}
