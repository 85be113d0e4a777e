namespace Pawl.Runs.Hosting.Protocol;

/// <summary>The frames a worker sends, to and from JSON. Spans of time are seconds.</summary>
internal static class WorkerFrameCodec
{
    public static WorkerFrame Parse(FrameObject frame) =>
        frame.Type switch
        {
            "start" => new StartFrame(
                frame.Object("spec").GetRawText(),
                frame.Text("data_root", 1),
                frame.Text("run_folder", 1),
                (int)frame.Integer("threads", 1, int.MaxValue),
                frame.Seconds("silence")
            ),
            "cancel" => new CancelFrame(frame.Word("reason", StopReasons.All), frame.Seconds("grace")),
            "flushed" => new FlushedFrame(frame.Integer("sequence", 0)),
            _ => throw new ProtocolException(
                ProtocolBreach.UnknownType,
                $"no frame from a worker is called '{FrameObject.Short(frame.Type)}'; known are start, cancel and flushed"
            ),
        };

    public static byte[] Bytes(WorkerFrame frame) =>
        frame switch
        {
            StartFrame start => FrameBytes.Of(
                "start",
                json =>
                {
                    json.WritePropertyName("spec");
                    json.WriteRawValue(start.SpecJson);
                    json.WriteString("data_root", start.DataRoot);
                    json.WriteString("run_folder", start.RunFolder);
                    json.WriteNumber("threads", start.Threads);
                    json.WriteNumber("silence", start.Silence.TotalSeconds);
                }
            ),
            CancelFrame cancel => FrameBytes.Of(
                "cancel",
                json =>
                {
                    json.WriteString("reason", cancel.Reason);
                    json.WriteNumber("grace", cancel.Grace.TotalSeconds);
                }
            ),
            FlushedFrame flushed => FrameBytes.Of("flushed", json => json.WriteNumber("sequence", flushed.Sequence)),
            _ => throw new InvalidOperationException($"No JSON form of {frame.GetType().Name}."),
        };
}
