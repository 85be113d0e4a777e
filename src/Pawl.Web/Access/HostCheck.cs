using System.Net;
using Microsoft.AspNetCore.Http;
using Pawl.Web.Hosting;

namespace Pawl.Web.Access;

/// <summary>
/// Refuses requests that call this server by a name it does not have. A page of another site can point a name of its own at 127.0.0.1 and
/// would then be of the same origin as this server (DNS rebinding); its requests still carry that name.
/// </summary>
internal sealed class HostCheck(WebServerOptions options)
{
    public Task InvokeAsync(HttpContext http, RequestDelegate next) =>
        IsAllowed(http.Request.Host.Host, http.Connection.LocalIpAddress)
            ? next(http)
            : Refusal.WriteAsync(
                http,
                StatusCodes.Status421MisdirectedRequest,
                "Not this server's name",
                "Expected a request to localhost, to the address this server is bound to, or to a name given with --allowed-host; "
                    + "the Host header names another. If the name is right, start the server with: pawl up --allowed-host NAME"
            );

    /// <param name="host">Without the port.</param>
    /// <param name="local">The address of this machine that the connection came to.</param>
    public bool IsAllowed(string host, IPAddress? local)
    {
        var name = host.Trim('[', ']');
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (IPAddress.TryParse(name, out var address) && IsPlain(name, address))
        {
            return IPAddress.IsLoopback(address)
                || address.Equals(options.Bind)
                || (local is not null && address.Equals(local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local))
                || options.AllowedHosts.Contains(name, StringComparer.OrdinalIgnoreCase);
        }

        return options.AllowedHosts.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    // Not "2130706433" or "0x7f.1", which parse as addresses too.
    private static bool IsPlain(string name, IPAddress address) =>
        address.ToString().Equals(name, StringComparison.OrdinalIgnoreCase) || name.Contains(':');
}
