using System.Net.Sockets;
using System.Text;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Api;

/// <summary>A request whose target goes to the server as it is written: clients tidy up dots and slashes before they send.</summary>
internal static class RawRequest
{
    public static async Task<(int Status, string Answer)> GetAsync(Workbench bench, string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(bench.Address.Host, bench.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var request = new StringBuilder($"GET {target} HTTP/1.1\r\nHost: {bench.Address.Authority}\r\nConnection: close\r\n");
        foreach (var (name, values) in bench.Http.DefaultRequestHeaders)
        {
            request.Append(name).Append(": ").AppendJoin(", ", values).Append("\r\n");
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.Append("\r\n").ToString()), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return (int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), answer);
    }
}
