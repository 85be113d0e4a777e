using System.Net;
using System.Security.Cryptography.X509Certificates;
using Pawl.Runs.Store;
using Pawl.Runs.Workloads;
using Pawl.Web.Access;

namespace Pawl.Web.Hosting;

/// <summary>What a server serves, and where.</summary>
public sealed record WebServerOptions
{
    /// <value>Absolute path of the data root.</value>
    public required string DataRoot { get; init; }

    /// <value>Its database; stays the caller's to dispose.</value>
    public required RunStore Store { get; init; }

    public required WorkloadCatalog Workloads { get; init; }

    public required TimeProvider Time { get; init; }

    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <value>0 takes any free port.</value>
    public int Port { get; init; } = DefaultPort;

    /// <value>With its private key; null serves without TLS.</value>
    public X509Certificate2? Certificate { get; init; }

    /// <value>Certificates between it and the root, sent along.</value>
    public X509Certificate2Collection? CertificateChain { get; init; }

    /// <value>Names besides localhost and the bound address that browsers may call the server by.</value>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    public RequestLimits Limits { get; init; } = new();

    public const int DefaultPort = 7295;
}
