using System.Security.Cryptography;
using System.Text;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Credentials;

/// <summary>
/// The key of a provider, from an environment variable or a file of mode 0600. It leaves this class in the request's header alone: not by
/// <see cref="ToString"/>, not in a message. Safe for several threads.
/// </summary>
public sealed class Credential
{
    public const string Mask = "***";

    /// <summary>Parts of a key this long are taken out of texts too: providers shorten the keys they repeat.</summary>
    private const int ShortestPart = 8;

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ProviderSettings _settings;
    private readonly Func<string, string?> _environment;
    private volatile string? _key;

    private Credential(ProviderSettings settings, Func<string, string?> environment)
    {
        _settings = settings;
        _environment = environment;
        _key = Read();
    }

    /// <summary>Where the key comes from, for people: <c>variable OPENAI_API_KEY</c>, <c>file /keys/one</c> or <c>no key</c>.</summary>
    public string Source =>
        _settings.AuthFile is { } file ? $"file {file}"
        : _settings.AuthVariable is { } variable ? $"variable {variable}"
        : "no key";

    /// <summary>Tells one key from another without telling the key: 16 hex digits of its SHA-256 with the address.</summary>
    public string Fingerprint =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_settings.Address}\n{_key}")).AsSpan(0, 8));

    /// <summary>The value of the <c>Authorization</c> header; null when there is no key.</summary>
    internal string? Authorization => _key is { } key ? $"Bearer {key}" : null;

    /// <param name="environment">Asked for the variable; null asks the process's environment.</param>
    /// <exception cref="CredentialException">The variable is empty, or the file is missing, empty or readable by others.</exception>
    public static Credential Open(ProviderSettings settings, Func<string, string?>? environment = null) =>
        new(settings, environment ?? Environment.GetEnvironmentVariable);

    /// <summary>Reads the key again.</summary>
    /// <returns>True when it is another.</returns>
    /// <exception cref="CredentialException">As <see cref="Open"/>; the old key stays.</exception>
    public bool Reload()
    {
        var key = Read();
        var isOther = key != _key;
        _key = key;
        return isOther;
    }

    /// <summary>The text without the key, and without the beginning or the end of it that a provider's message may show.</summary>
    public string Scrub(string text)
    {
        if (_key is not { } key)
        {
            return text;
        }

        text = text.Replace(key, Mask, StringComparison.Ordinal);
        for (var length = Math.Min(key.Length - 1, text.Length); length >= ShortestPart; length--)
        {
            text = text.Replace(key[..length], Mask, StringComparison.Ordinal).Replace(key[^length..], Mask, StringComparison.Ordinal);
        }

        return ShortenedKey.Mask(text, key);
    }

    public override string ToString() => Source;

    private string? Read() =>
        _settings.Kind == ProviderKind.Offline ? null
        : _settings.AuthFile is { } file ? ReadFile(file)
        : _settings.AuthVariable is { } variable ? ReadVariable(variable)
        : null;

    private string ReadVariable(string name) =>
        _environment(name)?.Trim() is { Length: > 0 } key
            ? Checked(key, $"environment variable {name}")
            : throw new CredentialException(
                $"Expected the provider's key in the environment variable {name}, which is not set. Set it (export {name}=…), name another "
                    + "with provider.auth_variable, a file with provider.auth_file, or try without a key: provider.kind: offline."
            );

    private static string ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new CredentialException(
                $"Expected the provider's key in the file '{path}' (provider.auth_file), which does not exist. Write the key into it, then: chmod 600 '{path}'."
            );
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerAlone) is var others and not UnixFileMode.None)
        {
            throw new CredentialException(
                $"Expected the key file '{path}' to be readable by its owner alone (mode 0600); it also allows {others}. Mend it with: chmod 600 '{path}'."
            );
        }

        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } key
                ? Checked(key, $"file '{path}'")
                : throw new CredentialException($"Expected the provider's key in the file '{path}'; it is empty. Write the key into it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException($"The key file '{path}' cannot be read: {exception.Message} See that its owner runs Pawl.");
        }
    }

    private static string Checked(string key, string source) =>
        key.All(sign => sign is > ' ' and <= '~')
            ? key
            : throw new CredentialException(
                $"Expected one key of visible ASCII characters in the {source}; it holds spaces, line breaks or other signs. Leave the key alone in it."
            );
}
