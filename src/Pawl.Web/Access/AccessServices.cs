using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pawl.Web.Hosting;

namespace Pawl.Web.Access;

/// <summary>Puts access in front of everything the server offers.</summary>
internal static class AccessServices
{
    private const int HeaderBytes = 16 << 10;
    private const int HeaderCount = 60;
    private const int RequestLineBytes = 8 << 10;

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<RequestRates>();
        services.AddSingleton<SignInFlow>();
        services.AddSingleton<RequestAccess>();
        services.AddSingleton<HostCheck>();
        services.RemoveAll<IAntiforgery>();
        services.AddSingleton<IAntiforgery, SessionAntiforgery>();
    }

    /// <summary>Before anything else: its answers have the headers too.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder application)
    {
        var hosts = application.ApplicationServices.GetRequiredService<HostCheck>();
        application.Use((HttpContext http, RequestDelegate next) => SecurityHeaders.InvokeAsync(http, next));
        application.Use((HttpContext http, RequestDelegate next) => hosts.InvokeAsync(http, next));
    }

    /// <summary>After routing: what an endpoint declares decides.</summary>
    public static void UseAccess(this IApplicationBuilder application)
    {
        var access = application.ApplicationServices.GetRequiredService<RequestAccess>();
        application.Use((HttpContext http, RequestDelegate next) => access.InvokeAsync(http, next));
    }

    /// <summary>Speaks TLS where there is a certificate. Versions and ciphers are the system's.</summary>
    public static void UseTls(this ListenOptions listen, WebServerOptions options)
    {
        if (options.Certificate is { } certificate)
        {
            listen.UseHttps(
                new HttpsConnectionAdapterOptions { ServerCertificate = certificate, ServerCertificateChain = options.CertificateChain }
            );
        }
    }

    /// <summary>Bounds what one connection may cost.</summary>
    public static void Bound(this KestrelServerLimits limits, WebServerOptions options)
    {
        limits.MaxRequestBodySize = options.Limits.BodyBytes;
        limits.MaxRequestHeadersTotalSize = HeaderBytes;
        limits.MaxRequestHeaderCount = HeaderCount;
        limits.MaxRequestLineSize = RequestLineBytes;
        limits.MaxConcurrentConnections = 2_000;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        // A body that trickles in slower than this is cut off: 1 MiB within about four minutes.
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 4 << 10, gracePeriod: TimeSpan.FromSeconds(10));
    }
}
