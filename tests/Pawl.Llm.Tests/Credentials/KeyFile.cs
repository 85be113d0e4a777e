namespace Pawl.Llm.Tests.Credentials;

internal static class KeyFile
{
    /// <summary>A key file as it should be.</summary>
    public static string Write(ScratchFolder folder, string key)
    {
        var path = folder["key"];
        File.WriteAllText(path, key + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
