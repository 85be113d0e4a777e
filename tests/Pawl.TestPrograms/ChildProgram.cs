using System.Diagnostics;

namespace Pawl.TestPrograms;

/// <summary>A run of Pawl.TestPrograms to its end, in a process and an environment of its own.</summary>
public sealed record ChildProgram(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static ChildProgram Run(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Pawl.TestPrograms"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A run that dies on purpose leaves no core file.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ChildProgram(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
