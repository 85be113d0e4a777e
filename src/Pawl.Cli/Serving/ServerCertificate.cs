using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Serving;

/// <summary>A certificate from files, with its private key and the certificates between it and its issuer's root.</summary>
internal static class ServerCertificate
{
    /// <summary>Of a PFX file; in the environment, since arguments of a process can be read by others.</summary>
    public const string PasswordVariable = "PAWL_CERTIFICATE_PASSWORD";

    /// <param name="path">PEM, or PFX by its ending <c>.pfx</c> or <c>.p12</c>.</param>
    /// <param name="keyPath">PEM; null when the key is in <paramref name="path"/> too.</param>
    /// <exception cref="CliException">The files do not hold a certificate and its key.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Chain) Load(string path, string? keyPath)
    {
        try
        {
            var isPfx = Path.GetExtension(path).ToLowerInvariant() is ".pfx" or ".p12";
            var found = isPfx ? LoadPfx(path) : LoadPem(path, keyPath);
            return found.Certificate.HasPrivateKey
                ? found
                : throw CliException.Usage(
                    $"Expected '{path}' to hold a certificate with its private key; it holds no key.",
                    "Name the key's file with: --certificate-key key.pem"
                );
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.Usage,
                $"Expected a certificate in '{path}'{(keyPath is null ? "" : $" and its key in '{keyPath}'")}: {fault.Message}",
                $"PEM files, or a .pfx file whose password is in {PasswordVariable}.",
                fault
            );
        }
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) LoadPfx(string path)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, Environment.GetEnvironmentVariable(PasswordVariable));
        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? all[0];
        all.Remove(own);
        return (own, all);
    }

    private static (X509Certificate2 Certificate, X509Certificate2Collection Chain) LoadPem(string path, string? keyPath)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);
        if (chain.Count > 0)
        {
            chain.RemoveAt(0);
        }

        return (X509Certificate2.CreateFromPemFile(path, keyPath), chain);
    }
}
