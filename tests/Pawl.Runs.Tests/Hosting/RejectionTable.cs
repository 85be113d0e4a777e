namespace Pawl.Runs.Tests.Hosting;

/// <summary>
/// The rejection table as data: what a child process does, and the word its attempt fails with. <c>json:…</c> sends one frame after a good
/// hello.
/// </summary>
internal static class RejectionTable
{
    private const string Sha = "0000000000000000000000000000000000000000000000000000000000000000";

    public static readonly (string Mode, string Word)[] Rows =
    [
        ("never_connect", "no_hello"),
        ("exit_before_connect", "no_hello"),
        ("no_hello", "no_hello"),
        ("progress_first", "no_hello"),
        ("wrong_version", "wrong_version"),
        ("second_hello", "second_hello"),
        ("foreign_run", "foreign_hello"),
        ("foreign_attempt", "foreign_hello"),
        ("foreign_token", "foreign_hello"),
        ("zero_length", "zero_length"),
        ("one_byte_too_many", "oversized"),
        ("length_ffffffff", "oversized"),
        ("truncated_length", "truncated"),
        ("truncated_body", "truncated"),
        ("truncated_and_alive", "truncated"),
        ("not_utf8", "not_utf8"),
        ("json:{", "not_json"),
        ("json:{}{}", "not_json"),
        ("json:{\"type\":\"progress\",\"fraction\":NaN}", "not_json"),
        ("json:{\"type\":\"log\",\"level\":\"info\",\"lines\":[\"\\ud800\"]}", "not_json"),
        ("json:[]", "not_object"),
        ("json:null", "not_object"),
        ("json:{\"type\":\"progress\",\"type\":\"result\",\"value\":{}}", "duplicate_key"),
        ("json:{\"fraction\":1}", "no_type"),
        ("json:{\"type\":7}", "no_type"),
        ("json:{\"type\":\"cancelled\"}", "unknown_type"),
        ("json:{\"type\":\"progress\"}", "missing_field"),
        ("json:{\"type\":\"log\",\"level\":\"info\"}", "missing_field"),
        ("json:{\"type\":\"metric\",\"step\":1,\"name\":\"a\"}", "missing_field"),
        ("json:{\"type\":\"checkpoint\",\"action\":\"saved\",\"step\":1}", "missing_field"),
        ("json:{\"type\":\"artifact\",\"path\":\"a\"}", "missing_field"),
        ("json:{\"type\":\"step\",\"name\":\"a\"}", "missing_field"),
        ("json:{\"type\":\"waiting\"}", "missing_field"),
        ("json:{\"type\":\"flush\"}", "missing_field"),
        ("json:{\"type\":\"result\"}", "missing_field"),
        ("json:{\"type\":\"error\",\"kind\":\"a\",\"message\":\"b\"}", "missing_field"),
        ("json:{\"type\":\"log\",\"level\":\"loud\",\"lines\":[]}", "bad_field"),
        ("json:{\"type\":\"log\",\"level\":\"info\",\"lines\":\"one\"}", "bad_field"),
        ("json:{\"type\":\"log\",\"level\":\"info\",\"lines\":[1]}", "bad_field"),
        ("json:{\"type\":\"metric\",\"step\":1.5,\"name\":\"a\",\"value\":1}", "bad_field"),
        ("json:{\"type\":\"checkpoint\",\"action\":\"lost\",\"step\":1,\"path\":\"a\",\"sha256\":\"" + Sha + "\"}", "bad_field"),
        ("json:{\"type\":\"checkpoint\",\"action\":\"saved\",\"step\":1,\"path\":\"a\",\"sha256\":\"abc\"}", "bad_field"),
        ("json:{\"type\":\"flush\",\"sequence\":-1}", "bad_field"),
        ("json:{\"type\":\"result\",\"value\":1}", "bad_field"),
        ("json:{\"type\":\"error\",\"kind\":\"a\",\"retryable\":\"yes\",\"message\":\"b\"}", "bad_field"),
        ("json:{\"type\":\"progress\",\"fraction\":\"NaN\"}", "bad_progress"),
        ("json:{\"type\":\"progress\",\"fraction\":1e999}", "bad_progress"),
        ("json:{\"type\":\"progress\",\"fraction\":-1e999}", "bad_progress"),
        ("json:{\"type\":\"progress\",\"fraction\":null}", "bad_progress"),
        ("json:{\"type\":\"metric\",\"step\":-1,\"name\":\"a\",\"value\":1}", "bad_metric"),
        ("json:{\"type\":\"metric\",\"step\":1,\"name\":\"a\",\"value\":1e999}", "bad_metric"),
        ("json:{\"type\":\"metric\",\"step\":1,\"values\":{\"a\":\"NaN\"}}", "bad_metric"),
        ("json:{\"type\":\"metric\",\"step\":1,\"name\":\"\",\"value\":1}", "bad_metric"),
        ("json:{\"type\":\"metric\",\"step\":1,\"name\":\"" + new string('n', 201) + "\",\"value\":1}", "bad_metric"),
        (Artifact("../manifest.json"), "bad_path"),
        (Artifact("/etc/hostname"), "bad_path"),
        (Artifact("a/../../b"), "bad_path"),
        (Artifact("a\\\\b"), "bad_path"),
        (Artifact("a//b"), "bad_path"),
        (Artifact("link/hostname"), "bad_path"),
        (Artifact("../outside").Replace("\"run\"", "\"data\"", StringComparison.Ordinal), "bad_path"),
        ("json:{\"type\":\"checkpoint\",\"action\":\"saved\",\"step\":1,\"path\":\"../x\",\"sha256\":\"" + Sha + "\"}", "bad_path"),
        ("two_results", "second_terminal"),
        ("error_after_result", "second_terminal"),
        ("progress_after_result", "after_terminal"),
        ("silent", "silence"),
        ("exit_0", "no_result"),
        ("exit_7", "no_result"),
        ("close", "no_result"),
    ];

    private static string Artifact(string path) =>
        $$"""json:{"type":"artifact","path":"{{path}}","sha256":"{{Sha}}","bytes":1,"media_type":"text/plain","kind":"file","scope":"run"}""";
}
