using System.CommandLine;
using System.Net;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Serving;

/// <summary>Where <c>pawl up</c> listens, and that it does so safely.</summary>
internal static class BindAddress
{
    public static Option<string> Option()
    {
        var option = new Option<string>("--bind")
        {
            Description = "Address to listen on: an IP address or localhost; 0.0.0.0 is all of IPv4, [::] all",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Parse(token.Value) is null)
            {
                result.AddError($"--bind: expected an IP address or localhost, got '{token.Value}'.");
            }
        });
        return option;
    }

    public static IPAddress? Parse(string text) =>
        text.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(text.Trim('[', ']'), out var address) ? address
        : null;

    /// <summary>Whoever can reach a server without TLS can read tokens and cookies on their way; only this machine may, unless told otherwise.</summary>
    /// <exception cref="CliException">It would be open to the network in plain text.</exception>
    public static void Check(IPAddress address, bool hasCertificate, bool insecure)
    {
        if (!IPAddress.IsLoopback(address) && !hasCertificate && !insecure)
        {
            throw CliException.Usage(
                $"Expected a certificate to listen on {address}, which other machines reach, and got none: tokens and cookies would be "
                    + "readable on their way.",
                $"With TLS: pawl up --bind {address} --certificate cert.pem --certificate-key key.pem\n"
                    + "From another machine without it: ssh -L 7295:127.0.0.1:7295 THIS_MACHINE\n"
                    + $"On a network you trust wholly: pawl up --bind {address} --insecure"
            );
        }
    }

    /// <summary>The address a browser can open: one that stands for all addresses is none.</summary>
    public static Uri ForBrowsers(Uri listening, IPAddress bound, IReadOnlyList<string> allowedHosts)
    {
        var host =
            !IPAddress.IsLoopback(bound) && allowedHosts is [var name, ..] ? name
            : bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback.ToString()
            : listening.Host;
        return new UriBuilder(listening.Scheme, host, listening.Port).Uri;
    }
}
