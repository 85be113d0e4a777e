using System.Diagnostics;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>A chat server in a process of its own: see <c>llm-server</c> for its arguments.</summary>
public sealed class ChatServerProcess : IDisposable
{
    private readonly Process _process;

    private ChatServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static ChatServerProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Pawl.TestPrograms"), ["llm-server", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        return new ChatServerProcess(
            process,
            new Uri(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("llm-server printed no address."))
        );
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
