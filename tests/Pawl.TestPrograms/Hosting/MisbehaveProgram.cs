using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Pawl.TestPrograms.Hosting;

/// <summary>
/// <c>misbehave MODE --run ID --attempt N --socket PATH</c>: a host that breaks the protocol in one way, byte by byte. After the breach it
/// stays alive, deaf to SIGTERM, unless the breach is its exit: ending it is the worker's part.
/// </summary>
internal sealed class MisbehaveProgram : ITestProgram
{
    private const string Progress = """{"type":"progress","fraction":0.5}""";
    private const string Result = """{"type":"result","value":{}}""";

    private Func<byte[], Task> _write = _ => Task.CompletedTask;
    private string _run = "";
    private int _attempt;
    private string _token = "";

    public string Verb => "misbehave";

    public async Task<int> RunAsync(string[] arguments)
    {
        var mode = arguments[0];
        var host = HostOptions.Parse(arguments);
        (_run, _attempt) = (host.RunId, host.Attempt);
        _token = Environment.GetEnvironmentVariable("PAWL_HOST_TOKEN")!;
        if (mode == "never_connect")
        {
            await HangAsync();
        }

        if (mode == "exit_before_connect")
        {
            return 3;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.Socket));
        _write = async bytes => await socket.SendAsync(bytes);
        if (Opening(mode) is { } opening)
        {
            await SendAsync(opening);
            await HangAsync();
        }

        if (mode == "no_hello")
        {
            await HangAsync();
        }

        await SendAsync(Hello());
        if (mode.StartsWith("json:", StringComparison.Ordinal))
        {
            await SendAsync(mode["json:".Length..]);
            await HangAsync();
        }

        return await BreakAsync(mode, socket);
    }

    private string? Opening(string mode) =>
        mode switch
        {
            "progress_first" => Progress,
            "wrong_version" => Hello(version: 2),
            "foreign_run" => Hello(run: "01JZZZZZZZZZZZZZZZZZZZZZZZ"),
            "foreign_attempt" => Hello(attempt: _attempt + 1),
            "foreign_token" => Hello(token: "0123456789abcdef0123456789abcdef"),
            _ => null,
        };

    private async Task<int> BreakAsync(string mode, Socket socket)
    {
        switch (mode)
        {
            case "second_hello":
                await SendAsync(Hello());
                break;
            case "zero_length":
                await _write(new byte[4]);
                break;
            case "one_byte_too_many":
                await SendLengthAsync((1 << 20) + 1);
                break;
            case "length_ffffffff":
                await SendLengthAsync(uint.MaxValue);
                break;
            case "truncated_length":
                await _write([10, 0]);
                socket.Shutdown(SocketShutdown.Both);
                return 0;
            case "truncated_body":
                await SendLengthAsync(100);
                await _write("{\"type\""u8.ToArray());
                return 0;
            case "truncated_and_alive":
                await SendLengthAsync(100);
                socket.Shutdown(SocketShutdown.Both);
                break;
            case "not_utf8":
                await SendAsync([(byte)'"', 0xC3, 0x28, (byte)'"']);
                break;
            case "two_results":
                await SendAsync(Result);
                await SendAsync(Result);
                break;
            case "error_after_result":
                await SendAsync(Result);
                await SendAsync("""{"type":"error","kind":"late","retryable":true,"message":"too late"}""");
                break;
            case "progress_after_result":
                await SendAsync(Result);
                await SendAsync(Progress);
                break;
            case "silent":
                break;
            case "exit_0":
                return 0;
            case "exit_7":
                return 7;
            case "close":
                socket.Shutdown(SocketShutdown.Both);
                break;
            case "result_then_exit_5":
                await SendAsync(Result);
                return 5;
            case "result_then_hang":
                await SendAsync(Result);
                break;
            case "kill_self":
                System.Diagnostics.Process.GetCurrentProcess().Kill();
                break;
            default:
                throw new ArgumentException($"no mode '{mode}'");
        }

        await HangAsync();
        return 0;
    }

    private string Hello(int version = 1, string? run = null, int? attempt = null, string? token = null) =>
        $$"""{"type":"hello","protocol":{{version}},"run":"{{run ?? _run}}","attempt":{{attempt ?? _attempt}},"pid":{{Environment.ProcessId}},"token":"{{token ?? _token}}"}""";

    private Task SendAsync(string json) => SendAsync(Encoding.UTF8.GetBytes(json));

    private async Task SendAsync(byte[] body)
    {
        await SendLengthAsync((uint)body.Length);
        await _write(body);
    }

    private async Task SendLengthAsync(uint length)
    {
        var header = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(header, length);
        await _write(header);
    }

    private static async Task HangAsync()
    {
        using var deaf = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM,
            signal => signal.Cancel = true
        );
        await Task.Delay(Timeout.Infinite);
    }
}
