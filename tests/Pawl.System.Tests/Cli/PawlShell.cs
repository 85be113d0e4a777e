using System.Diagnostics;

namespace Pawl.System.Tests.Cli;

/// <summary>Starts the real <c>pawl</c> executable, each time as a new process, on a data root of its own.</summary>
public sealed class PawlShell : IDisposable
{
    /// <summary>Generous: the machine may be building and training at the same time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "pawl.exe" : "pawl");
    private readonly List<PawlProcess> _started = [];

    public PawlShell()
    {
        Folder = Directory.CreateTempSubdirectory("pawl-cli-").FullName;
        Home = Path.Combine(Folder, "home");
    }

    /// <summary>Working folder of every process started here.</summary>
    public string Folder { get; }

    public string Home { get; }

    /// <summary>Given to every process started from now on; null takes a variable away.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>Runs to the end.</summary>
    public async Task<Outcome> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.EndAsync();
    }

    public PawlProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable, arguments) { WorkingDirectory = Folder };
        start.Environment["PAWL_HOME"] = Home;
        start.Environment.Remove("PAWL_DEBUG");
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var process = new PawlProcess(start);
        _started.Add(process);
        return process;
    }

    /// <summary>Writes a file into the working folder.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        return path;
    }

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
