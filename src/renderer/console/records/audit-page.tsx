import { useTranslation } from 'react-i18next';
import { auditLogSchema } from '../../../contracts/manage.ts';
import { Answer } from '../parts/answer.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { PageHead } from '../parts/page-head.tsx';
import styles from '../parts/parts.module.css';
import { Table } from '../parts/table.tsx';
import { useAsked } from '../use-asked.ts';
import { useWords } from '../use-words.ts';

const everyMs = 10_000;

/** What rules of the chain stopped, and what a manager allowed, at all tills; the newest first. */
export function AuditPage() {
  const { t } = useTranslation('console');
  const { moment, points } = useWords();
  const asked = useAsked('audit?limit=200', auditLogSchema, everyMs);
  return (
    <>
      <PageHead title={t('page.audit')} />
      <Answer asked={asked}>
        {({ lines }) => (
          <Card testId="audit">
            {lines.length === 0 ? (
              <Empty title={t('audit.none')} next={t('audit.noneNext')} />
            ) : (
              <Table
                columns={(['at', 'till', 'rule', 'outcome', 'staff', 'about'] as const).map((name) =>
                  t(`audit.column.${name}`),
                )}
              >
                {lines.map((line) => (
                  <tr key={line.id}>
                    <td>{moment(line.at)}</td>
                    <td>{line.till}</td>
                    <td>{t(`audit.rule.${line.rule}`)}</td>
                    <td>{t(`audit.outcome.${line.outcome}`)}</td>
                    <td>{[line.cashier, line.staff].filter((one) => one !== null).join(' · ')}</td>
                    <td>
                      {line.subject ?? line.member ?? ''}
                      {line.credit !== null && (
                        <span className={styles.small}>{points(line.credit.wallet, line.credit.points)}</span>
                      )}
                    </td>
                  </tr>
                ))}
              </Table>
            )}
          </Card>
        )}
      </Answer>
    </>
  );
}
