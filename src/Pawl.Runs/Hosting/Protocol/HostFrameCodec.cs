using System.Text.Json;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Hosting.Protocol;

/// <summary>The frames a host sends, to and from JSON. Unknown fields are ignored; unknown types and wrong fields are not.</summary>
internal static class HostFrameCodec
{
    public static HostFrame Parse(FrameObject frame) =>
        frame.Type switch
        {
            "hello" => Hello(frame),
            "progress" => new ProgressFrame(
                Math.Clamp(frame.Finite("fraction", ProtocolBreach.BadProgress), 0, 1),
                frame.TextOrNull("message")
            ),
            "log" => Log(frame),
            "metric" => Metric(frame),
            "checkpoint" => Checkpoint(frame),
            "artifact" => new ArtifactFrame(
                Path(frame),
                frame.Sha256("sha256"),
                frame.Integer("bytes", 0),
                frame.Text("media_type", 1, ProtocolLimits.MaximumNameLength),
                frame.Text("kind", 1, ProtocolLimits.MaximumNameLength),
                ArtifactScopeWord.Parse(frame.Word("scope", ArtifactScopeWord.Run, ArtifactScopeWord.Data))
            ),
            "step" => new StepFrame(
                frame.Text("name", 1, ProtocolLimits.MaximumNameLength),
                frame.Text("state", 1, ProtocolLimits.MaximumNameLength),
                frame.TextOrNull("message")
            ),
            "waiting" => new WaitingFrame(frame.Text("reason", 1)),
            "flush" => new FlushFrame(frame.Integer("sequence", 0)),
            "result" => new ResultFrame(frame.Object("value").GetRawText()),
            "error" => new ErrorFrame(
                frame.Text("kind", 1, ProtocolLimits.MaximumNameLength),
                frame.Boolean("retryable"),
                frame.Text("message"),
                frame.TextOrNull("stack")
            ),
            _ => throw new ProtocolException(
                ProtocolBreach.UnknownType,
                $"no frame from a host is called '{FrameObject.Short(frame.Type)}'; known are hello, progress, log, metric, checkpoint, "
                    + "artifact, step, waiting, flush, result and error"
            ),
        };

    public static byte[] Bytes(HostFrame frame) =>
        frame switch
        {
            HelloFrame hello => FrameBytes.Of(
                "hello",
                json =>
                {
                    json.WriteNumber("protocol", hello.Protocol);
                    json.WriteString("run", hello.Run);
                    json.WriteNumber("attempt", hello.Attempt);
                    json.WriteNumber("pid", hello.ProcessId);
                    json.WriteString("token", hello.Token);
                }
            ),
            ProgressFrame progress => FrameBytes.Of(
                "progress",
                json =>
                {
                    json.WriteNumber("fraction", progress.Fraction);
                    WriteOptional(json, "message", progress.Message);
                }
            ),
            LogFrame log => FrameBytes.Of(
                "log",
                json =>
                {
                    json.WriteString("level", RunLogLevelName.Of(log.Level));
                    json.WriteStartArray("lines");
                    foreach (var line in log.Lines)
                    {
                        json.WriteStringValue(line);
                    }

                    json.WriteEndArray();
                }
            ),
            MetricFrame metric => FrameBytes.Of(
                "metric",
                json =>
                {
                    json.WriteNumber("step", metric.Step);
                    json.WriteStartObject("values");
                    foreach (var (name, value) in metric.Values)
                    {
                        json.WriteNumber(name, value);
                    }

                    json.WriteEndObject();
                }
            ),
            CheckpointFrame checkpoint => FrameBytes.Of(
                "checkpoint",
                json =>
                {
                    json.WriteString("action", checkpoint.Action == CheckpointAction.Saved ? "saved" : "restored");
                    json.WriteNumber("step", checkpoint.Step);
                    WriteOptional(json, "path", checkpoint.Path);
                    WriteOptional(json, "sha256", checkpoint.Sha256);
                }
            ),
            ArtifactFrame artifact => FrameBytes.Of(
                "artifact",
                json =>
                {
                    json.WriteString("path", artifact.Path);
                    json.WriteString("sha256", artifact.Sha256);
                    json.WriteNumber("bytes", artifact.Bytes);
                    json.WriteString("media_type", artifact.MediaType);
                    json.WriteString("kind", artifact.Kind);
                    json.WriteString("scope", artifact.Scope.Word());
                }
            ),
            StepFrame step => FrameBytes.Of(
                "step",
                json =>
                {
                    json.WriteString("name", step.Name);
                    json.WriteString("state", step.State);
                    WriteOptional(json, "message", step.Message);
                }
            ),
            WaitingFrame waiting => FrameBytes.Of("waiting", json => json.WriteString("reason", waiting.Reason)),
            FlushFrame flush => FrameBytes.Of("flush", json => json.WriteNumber("sequence", flush.Sequence)),
            ResultFrame result => FrameBytes.Of(
                "result",
                json =>
                {
                    json.WritePropertyName("value");
                    json.WriteRawValue(result.ValueJson);
                }
            ),
            ErrorFrame error => FrameBytes.Of(
                "error",
                json =>
                {
                    json.WriteString("kind", error.Kind);
                    json.WriteBoolean("retryable", error.Retryable);
                    json.WriteString("message", error.Message);
                    WriteOptional(json, "stack", error.Stack);
                }
            ),
            _ => throw new InvalidOperationException($"No JSON form of {frame.GetType().Name}."),
        };

    // The version stands before the other fields: an unknown version may well have others.
    private static HelloFrame Hello(FrameObject frame)
    {
        var version = (int)frame.Integer("protocol", 0, int.MaxValue);
        return version == ProtocolLimits.Version
            ? new HelloFrame(
                version,
                frame.Text("run"),
                (int)frame.Integer("attempt", 0, int.MaxValue),
                (int)frame.Integer("pid", 1, int.MaxValue),
                frame.Text("token")
            )
            : throw new ProtocolException(
                ProtocolBreach.WrongVersion,
                $"the host speaks protocol {version}, the worker {ProtocolLimits.Version}; start both from the same build"
            );
    }

    private static LogFrame Log(FrameObject frame)
    {
        var word = frame.Text("level");
        if (!RunLogLevelName.TryParse(word, out var level))
        {
            throw frame.Bad("level", "one of debug, info, warning, error, output, error_output", $"'{FrameObject.Short(word)}'");
        }

        var lines = new List<string>();
        foreach (var line in frame.Array("lines").EnumerateArray())
        {
            lines.Add(
                line.ValueKind == JsonValueKind.String
                    ? line.GetString()!
                    : throw frame.Bad("lines", "a list of texts", $"{FrameObject.Describe(line)} in it")
            );
        }

        return new LogFrame(level, lines);
    }

    private static MetricFrame Metric(FrameObject frame)
    {
        var step = frame.Integer("step", long.MinValue);
        if (step < 0)
        {
            throw new ProtocolException(ProtocolBreach.BadMetric, $"'step' is at least 0, got {step}");
        }

        var values = new List<KeyValuePair<string, double>>();
        if (frame.Has("values"))
        {
            foreach (var property in frame.Object("values").EnumerateObject())
            {
                values.Add(new(MetricName(property.Name), FrameObject.Finite(property.Name, property.Value, ProtocolBreach.BadMetric)));
            }
        }
        else
        {
            values.Add(new(MetricName(frame.Text("name")), frame.Finite("value", ProtocolBreach.BadMetric)));
        }

        return new MetricFrame(step, values);
    }

    private static string MetricName(string name) =>
        name.Length is > 0 and <= ProtocolLimits.MaximumNameLength
            ? name
            : throw new ProtocolException(
                ProtocolBreach.BadMetric,
                $"a metric's name has 1 to {ProtocolLimits.MaximumNameLength} characters, got {name.Length}"
            );

    // A restored checkpoint of step 0 has neither path nor hash: the attempt starts from nothing.
    private static CheckpointFrame Checkpoint(FrameObject frame)
    {
        var saved = frame.Word("action", "saved", "restored") == "saved";
        return new CheckpointFrame(
            saved ? CheckpointAction.Saved : CheckpointAction.Restored,
            frame.Integer("step", 0),
            saved || !frame.IsAbsent("path") ? Path(frame) : null,
            saved || !frame.IsAbsent("sha256") ? frame.Sha256("sha256") : null
        );
    }

    private static string Path(FrameObject frame)
    {
        var path = frame.Text("path");
        return ArtifactPath.Fault(path) is { } fault
            ? throw new ProtocolException(
                ProtocolBreach.BadPath,
                $"'path' of frame '{frame.Type}' leads inside its folder, got '{FrameObject.Short(path)}': {fault}"
            )
            : path;
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
