package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.discord.CommandTexts.Words;
import java.util.List;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;

/** The commands beside the way forward, as Discord is told of them. */
final class DeskDeclarations {
    private DeskDeclarations() {}

    static List<SlashCommandData> all() {
        return List.of(
                named(
                                "reject",
                                "却下",
                                "거절",
                                new Words(
                                        "Answer the open question with no: roll back",
                                        "確認を却下してロールバック",
                                        "열린 질문을 거절하고 롤백"))
                        .addOptions(app()),
                named(
                                "cancel",
                                "キャンセル",
                                "취소",
                                new Words(
                                        "End what is under way: an abort, or a roll back after the switch",
                                        "実行中の作業を中止（切替後はロールバック）",
                                        "진행 중인 작업을 중단(전환 후에는 롤백)"))
                        .addOptions(app()),
                named(
                                "lock",
                                "ロック",
                                "잠금",
                                new Words(
                                        "Keep everybody from deploying an app for a while",
                                        "一定期間アプリのデプロイを禁止",
                                        "일정 시간 앱 배포를 금지"))
                        .addOptions(app(), CommandTexts.reason(true), CommandTexts.length()),
                named("unlock", "ロック解除", "잠금해제", new Words("Lift a lock", "ロックを解除", "잠금을 해제"))
                        .addOptions(app()),
                named("history", "履歴", "기록", new Words("The last ten deployments", "直近10件のデプロイ", "최근 배포 10건"))
                        .addOptions(SlashCommands.app(false)),
                logs());
    }

    private static SlashCommandData logs() {
        Words words = new Words(
                "What an app's containers wrote last, secrets masked", "コンテナの最新ログ（秘密情報は伏せ字）", "컨테이너의 최근 로그(비밀 값은 가림)");
        return named("logs", "ログ", "로그", words).addOptions(app(), CommandTexts.color());
    }

    private static OptionData app() {
        return SlashCommands.app(true);
    }

    private static SlashCommandData named(String english, String japanese, String korean, Words description) {
        return CommandTexts.of(new Words(english, japanese, korean), description)
                .command();
    }
}
