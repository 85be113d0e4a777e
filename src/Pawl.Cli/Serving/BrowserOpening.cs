using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Text;

namespace Pawl.Cli.Serving;

/// <summary>
/// Opens the person's browser at an address that holds a token. The address goes through a file that only this user can read: arguments of a
/// process can be read by everybody on the machine.
/// </summary>
internal sealed class BrowserOpening : IDisposable
{
    private readonly string _path;

    private BrowserOpening(string path) => _path = path;

    /// <exception cref="Win32Exception">There is no program that opens browsers here.</exception>
    public static BrowserOpening Start(string dataRoot, Uri address)
    {
        var folder = Directory.CreateDirectory(ServerNote.FolderOf(dataRoot)).FullName;
        var path = Path.Combine(folder, $"open-{address.Port}.html");
        File.Delete(path);
        var target = WebUtility.HtmlEncode(address.AbsoluteUri);
        var text =
            $"<!DOCTYPE html><html lang=\"en\"><title>Pawl</title><meta name=\"referrer\" content=\"no-referrer\">"
            + $"<meta http-equiv=\"refresh\" content=\"0;url={target}\"><p><a href=\"{target}\">Go on to Pawl</a></p></html>";
        using (var stream = new FileStream(path, OwnerOnly()))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        var opening = new BrowserOpening(path);
        try
        {
            var opener = OperatingSystem.IsMacOS() ? "open" : "xdg-open";
            using var process = Process.Start(
                new ProcessStartInfo(opener, [path])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            );
            process?.BeginOutputReadLine();
            process?.BeginErrorReadLine();
            return opening;
        }
        catch
        {
            opening.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Delete(_path);

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
