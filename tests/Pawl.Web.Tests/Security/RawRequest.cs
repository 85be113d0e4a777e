using System.Net.Sockets;
using System.Text;

namespace Pawl.Web.Tests.Security;

/// <summary>Bytes on a socket: what an ordinary client would refuse to send.</summary>
internal static class RawRequest
{
    /// <returns>The whole answer, or what came before the server closed the connection.</returns>
    public static async Task<string> SendAsync(Uri address, string text)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellation);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellation);
        }
        catch (IOException)
        {
            // the server has closed the connection, having said why
        }

        var answer = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellation)) > 0)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // reset: what came counts
        }

        return answer.ToString();
    }
}
