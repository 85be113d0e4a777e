using Pawl.Cli.Faults;
using Pawl.Runs.Specs;

namespace Pawl.Cli.Foreground;

/// <summary>The spec file that a command line names.</summary>
internal static class SpecFile
{
    /// <exception cref="CliException">There is no such file.</exception>
    public static SpecSource Load(string path)
    {
        try
        {
            return SpecSource.Load(path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.NotFound,
                $"Expected a spec file, got '{path}': {(fault is UnauthorizedAccessException ? "it cannot be read" : "there is none")}.",
                "To run a program without a spec file: pawl run -- PROGRAM ARGUMENTS…",
                fault
            );
        }
    }
}
