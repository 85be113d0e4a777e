using Pawl.Cli.CommandLine;

namespace Pawl.System.Tests.Cli;

public sealed class DataRootTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pawl-root-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_option_wins_over_the_variable_and_both_are_relative_to_the_working_folder()
    {
        Assert.Equal(Path.Combine(_folder, "a"), DataRoot.Locate("a", "b", _folder));
        Assert.Equal(Path.Combine(_folder, "b"), DataRoot.Locate(null, "b", _folder));
    }

    [Fact]
    public void The_nearest_data_root_upwards_is_taken()
    {
        var inner = Directory.CreateDirectory(Path.Combine(_folder, "one", "two")).FullName;
        Directory.CreateDirectory(Path.Combine(_folder, ".pawl"));
        var nearest = Directory.CreateDirectory(Path.Combine(_folder, "one", ".pawl")).FullName;

        Assert.Equal(nearest, DataRoot.Locate(null, null, inner));
    }

    [Fact]
    public void Without_any_it_is_made_in_the_working_folder() =>
        Assert.Equal(Path.Combine(_folder, ".pawl"), DataRoot.Locate("", " ", _folder));
}
