using Pawl.Runs.Durability;

namespace Pawl.TestPrograms;

/// <summary>
/// <c>commit FOLDER</c>: replaces <c>FOLDER/last</c> (five equal files) and <c>FOLDER/state</c> (one long line) again and again, until it is
/// killed.
/// </summary>
internal sealed class CommitProgram : ITestProgram
{
    public string Verb => "commit";

    public Task<int> RunAsync(string[] arguments)
    {
        for (var number = 0; ; number++)
        {
            var text = new string((char)('a' + (number % 26)), 20_000);
            AtomicFolder.Write(
                Path.Combine(arguments[0], "last"),
                folder =>
                {
                    for (var file = 0; file < 5; file++)
                    {
                        File.WriteAllText(Path.Combine(folder, $"{file}"), text);
                    }
                }
            );
            AtomicFile.WriteText(Path.Combine(arguments[0], "state"), text);
        }
    }
}
