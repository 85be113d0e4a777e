using System.Security.Cryptography;

namespace Pawl.Runs.Workers;

/// <summary>
/// The folder of one attempt's socket: mode 0700, so that no other user connects, and short, because a socket's path has at most 107
/// bytes (<c>sun_path</c>), which a path below a data root easily exceeds. Named <c>pawl-PID-RANDOM</c> after its worker.
/// </summary>
internal sealed class SocketFolder : IDisposable
{
    /// <value>107 less <c>/pawl-4194304-0123456789abcdef/host</c>.</value>
    private const int MaximumBaseLength = 60;

    private const string Prefix = "pawl-";

    private readonly string _folder;

    public SocketFolder()
    {
        _folder = Path.Combine(Base(), $"{Prefix}{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        CreatePrivate(_folder);
        Socket = Path.Combine(_folder, "host");
    }

    public string Socket { get; }

    /// <summary>Removes what workers left that were killed: folders named after a process of this user that is gone.</summary>
    public static void Sweep()
    {
        foreach (var folder in Directory.EnumerateDirectories(Base(), $"{Prefix}*-*"))
        {
            var owner = Path.GetFileName(folder).Split('-')[1];
            if (int.TryParse(owner, out var processId) && !Directory.Exists($"/proc/{processId}"))
            {
                Remove(folder);
            }
        }
    }

    public void Dispose() => Remove(_folder);

    private static string Base() =>
        Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 and <= MaximumBaseLength } runtime && IsWritable(runtime)
            ? runtime
            : "/tmp";

    private static bool IsWritable(string folder)
    {
        try
        {
            var probe = Path.Combine(folder, $"{Prefix}probe-{RandomNumberGenerator.GetHexString(16)}");
            CreatePrivate(probe);
            Directory.Delete(probe);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another user's, or gone already: an empty folder in a temporary place harms nobody.
        }
    }
}
